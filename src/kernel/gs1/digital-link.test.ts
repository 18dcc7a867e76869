import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SET_82 } from './check.ts'
import { decompressLink } from './compression.ts'
import { digitalLink, LINK_KEYS, linkPath, parseLink } from './digital-link.ts'
import { bracketed, type Element } from './elements.ts'

const gtin = '(01)09506000134352'

// the first column as printed or as people write it; the second what it says, or why it says nothing
test.each([
  ['https://id.gs1.org/01/09506000134352', gtin],
  ['https://brand.example/some/path/01/09506000134352', gtin],
  ['https://brand.example/01/fake/01/09506000134352', gtin],
  ['HTTPS://BRAND.EXAMPLE/01/09506000134352', gtin],
  ['https://brand.example:8443/01/09506000134352#top', gtin],
  ['https://[2001:db8::1]/01/09506000134352', gtin],
  ['https://brand.example/01/9506000134352', gtin],
  ['https://brand.example/gtin/09506000134352/lot/A1/ser/7', `${gtin}(10)A1(21)7`],
  ['https://brand.example/01/09506000134352/22/2A/10/A1/21/7', `${gtin}(22)2A(10)A1(21)7`],
  ['https://brand.example/01/09506000134352/235/TPX', `${gtin}(235)TPX`],
  ['https://brand.example/01/09506000134352/21/32a%2Fb', `${gtin}(21)32a/b`],
  ['https://brand.example/01/09506000134352/21/32a%2fb', `${gtin}(21)32a/b`],
  ['https://brand.example/01/09506000134352/10/A+1', `${gtin}(10)A+1`],
  ['https://brand.example/01/09506000134352?17=261231&shop=7&flag&3103=000195', `${gtin}(17)261231(3103)000195`],
  ['https://brand.example/414/9501101530003/254/32a%2Fb', '(414)9501101530003(254)32a/b'],
  ['https://brand.example/8018/952520840000000010/8019/1', '(8018)952520840000000010(8019)1'],
  [
    'https://brand.example/00/376104250021234569?02=09506000134352&37=25',
    '(00)376104250021234569(02)09506000134352(37)25',
  ],
  ['https://brand.example/01/09506000134353', 'gs1.wrong_check_digit'],
  ['https://brand.example/01/09506000134352/21/7/10/A1', 'gs1.wrong_qualifiers'],
  ['https://brand.example/01/09506000134352/22/2A/235/T', 'gs1.wrong_qualifiers'],
  ['https://brand.example/01/09506000134352/10/A1/10/A2', 'gs1.wrong_qualifiers'],
  ['https://brand.example/01/09506000134352/99/A1', 'gs1.wrong_qualifiers'],
  ['https://brand.example/01/09506000134352/10', 'gs1.no_key'],
  ['https://brand.example/01/09506000134352/', 'gs1.no_key'],
  ['https://brand.example/01/09506000134352/10/%E8%8A%92', 'gs1.wrong_character'],
  ['https://brand.example/01/09506000134352/10/A%', 'gs1.wrong_uri'],
  ['https://brand.example/01/09506000134352/10/芒果', 'gs1.wrong_uri'],
  ['https://brand.example/01/09506000134352/10/123456789012345678901', 'gs1.wrong_length'],
  ['https://brand.example/01/09506000134352?10=A1', 'gs1.not_in_query'],
  ['https://brand.example/01/09506000134352?8200=x', 'gs1.no_attribute'],
  ['https://brand.example/01/09506000134352?999=x', 'gs1.unknown_ai'],
  ['https://brand.example/01/09506000134352?17=261231&17=261231', 'gs1.repeated_ai'],
  ['https://brand.example/01/09506000134352?17=', 'gs1.wrong_uri'],
  ['https://brand.example/shop/7', 'gs1.no_key'],
  ['https:///01/09506000134352', 'gs1.wrong_uri'],
  ['ftp://brand.example/01/09506000134352', 'gs1.wrong_uri'],
  ['01/09506000134352', 'gs1.wrong_uri'],
])('%s says %s', (text, expected) => {
  const { elements, reason } = parseLink(text)
  expect(reason ?? bracketed(elements)).toBe(expected)
})

test('a lenient reader forgives a slash at the end and looks at no query', () => {
  const { elements, reason } = parseLink('HttpS://brand.example/01/09506000134352/21/7/?999=x', true)
  expect(reason).toBeUndefined()
  expect(bracketed(elements)).toBe(`${gtin}(21)7`)
})

test('attributes follow the path, those of predefined length first; what has no place in a link makes none', () => {
  const el = (ai: string, value: string): Element => ({ ai, value })
  const elements = [el('21', '7'), el('99', 'X+Y'), el('01', '09506000134352'), el('17', '261231'), el('10', 'A1')]
  expect(digitalLink(elements)).toBe('https://id.gs1.org/01/09506000134352/10/A1/21/7?17=261231&99=X%2BY')
  expect(digitalLink(elements, 0, 'https://brand.example/')).toContain('https://brand.example/01/')
  expect(digitalLink([el('10', 'A1')])).toBeUndefined()
  expect(digitalLink([el('01', '09506000134352'), el('8200', 'x')])).toBeUndefined()
  // a link that chose the third part product keeps the lot as an attribute
  const link = parseLink('https://brand.example/01/09506000134352/235/T?10=A1')
  expect(digitalLink(link.elements, link.path)).toBe('https://id.gs1.org/01/09506000134352/235/T?10=A1')
})

test('the keys of links are those of the standard', () => {
  const keys = '00 01 253 255 401 402 414 415 417 8003 8004 8006 8010 8013 8017 8018'
  expect(LINK_KEYS.join(' ')).toBe(keys)
})

const text = (maxLength: number) => fc.string({ unit: fc.constantFrom(...SET_82), minLength: 1, maxLength })

test('every lot and serial of character set 82 survives a link', () => {
  fc.assert(
    fc.property(text(20), text(20), fc.constantFrom('', '/a/b', '/01/x'), (lot, serial, before) => {
      const elements = [
        { ai: '01', value: '09506000134352' },
        { ai: '10', value: lot },
        { ai: '21', value: serial },
      ]
      const path = linkPath(elements)
      expect(path).toMatch(/^[A-Za-z0-9._/%-]+$/)
      expect(parseLink(`https://brand.example${before}${path}`).elements).toEqual(elements)
    }),
  )
})

// links made by GS1's own tool
test.each([
  ['http://example.org/AQnYUc1gmiERBhQ0ytiyZuAGOLc1TQ', '(01)05412345000013(10)ABC&+123(7003)1903061658'],
  [
    'http://example.org/AQnYUc1gmiERBhQ0ytiyZuAGOLc1TXhXsaXbQKHFuaprwUmrBX6g',
    '(01)05412345000013(10)ABC&+123(7003)1903061658',
  ],
  ['https://example.org/ARFKk4XB0CDKWcnpq', '(01)09506000134376(10)LOT01'],
  ['https://id.gs1.org/AN2yxDhfaiaw', '(00)998440410914660971'],
])('the compressed link %s says %s', (link, expected) => {
  expect(bracketed(decompressLink(link) ?? [])).toBe(expected)
})

/** Writes the compressed form, for the test alone: single AIs, values in digits or seven bits. */
function compress(elements: readonly Element[]): string {
  const bits = (n: bigint, width: number) => n.toString(2).padStart(width, '0')
  const digitBits = (count: number) => Math.ceil(count * Math.log2(10) + 0.01)
  let out = ''
  for (const { ai, value } of elements) {
    for (const digit of ai) out += bits(BigInt(digit), 4)
    if (ai === '01') out += bits(BigInt(value), digitBits(14))
    else {
      out += bits(/^[0-9]+$/.test(value) ? 0n : 4n, 3) + bits(BigInt(value.length), 5)
      if (/^[0-9]+$/.test(value)) out += bits(BigInt(value), digitBits(value.length))
      else for (const c of value) out += bits(BigInt(c.charCodeAt(0)), 7)
    }
  }
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return (out.padEnd(Math.ceil(out.length / 6) * 6, '0').match(/.{6}/g) ?? [])
    .map((six) => alphabet[Number.parseInt(six, 2)])
    .join('')
}

test('what is compressed by the rules is read again, wholly or behind its key', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(fc.oneof(text(20), digits), fc.oneof(text(20), digits), (lot, serial) => {
      const key = { ai: '01', value: '09506000134352' }
      const rest = [
        { ai: '10', value: lot },
        { ai: '21', value: serial },
      ]
      expect(decompressLink(`https://brand.example/x/${compress([key, ...rest])}`)).toEqual([key, ...rest])
      expect(decompressLink(`https://brand.example${linkPath([key])}/${compress(rest)}`)).toEqual([key, ...rest])
    }),
  )
})

test('a word that is no compressed link is none, and nothing makes the reader fall over', () => {
  for (const address of ['https://a.example/', 'https://a.example/products', 'https://a.example/AA', 'nonsense'])
    expect(decompressLink(address)).toBeUndefined()
  fc.assert(
    fc.property(fc.base64String(), (word) => {
      decompressLink(`https://a.example/${word.replaceAll('+', '-').replaceAll('/', '_')}`)
    }),
  )
})

// the sequences of the standard's table that are met most: two hexadecimal digits, then a GTIN and six or twenty digits
test.each([
  ['0D', '17', 6],
  ['1B', '15', 6],
  ['1C', '11', 6],
  ['1D', '16', 6],
  ['2A', '3100', 6],
  ['3B', '3201', 6],
] as const)('code %s of a compressed link is a GTIN and %s', (code, ai, length) => {
  const bits = (value: string, width: number) => BigInt(value).toString(2).padStart(width, '0')
  const value = '271231'.slice(0, length)
  const all = [...code].map((h) => bits(`0x${h}`, 4)).join('') + bits('9506000134352', 47) + bits(value, 20)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const packed = all.match(/.{1,6}/g)!.map((b) => alphabet[Number.parseInt(b.padEnd(6, '0'), 2)])
  expect(decompressLink(`https://a.example/${packed.join('')}`)).toEqual([
    { ai: '01', value: '09506000134352' },
    { ai, value },
  ])
})
