import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SET_82 } from './check.ts'
import { parseLink } from './digital-link.ts'
import { bracketed, FNC1, parseBracketed } from './elements.ts'
import { epcUrn, parseUrn, prefixLengthsOf } from './epc.ts'
import { canonicalIdentifier, identify } from './identify.ts'
import { LONGEST_IDENTIFIER, readIdentifier } from './read.ts'
import { gs1Words } from './words.ts'

// the examples of the Tag Data Standard and the Core Business Vocabulary, or made like them
const urns = [
  ['urn:epc:id:sgtin:0614141.112345.400', '/01/10614141123459/21/400', 'piece'],
  ['urn:epc:id:sgtin:4012345.011111.98%22', '/01/04012345111118/21/98%22', 'piece'],
  ['urn:epc:id:sgtin:415056789012.0.987654', '/01/04150567890128/21/987654', 'piece'],
  [
    'urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()',
    '/01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29',
    'piece',
  ],
  ['urn:epc:id:sgtin:0614141.112345.a.b', '/01/10614141123459/21/a.b', 'piece'],
  ['urn:epc:class:lgtin:4012345.012345.Lot987', '/01/04012345123456/10/Lot987', 'batch'],
  ['urn:epc:idpat:sgtin:4012345.012345.*', '/01/04012345123456', 'class'],
  [
    'urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB',
    '/01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7SDB',
    'piece',
  ],
  ['urn:epc:id:sscc:0614141.1234567890', '/00/106141412345678908', 'pack'],
  ['urn:epc:id:sgln:0614141.12345.400', '/414/0614141123452/254/400', 'location'],
  ['urn:epc:id:sgln:0614141.12345.0', '/414/0614141123452', 'location'],
  ['urn:epc:id:sgln:952005385.011.ts4711', '/414/9520053850113/254/ts4711', 'location'],
  ['urn:epc:id:pgln:0614141.12345', '/417/0614141123452', 'party'],
  ['urn:epc:id:pgln:999999999999.', '/417/9999999999994', 'party'],
  ['urn:epc:id:grai:0614141.12345.400', '/8003/00614141123452400', 'asset'],
  ['urn:epc:idpat:grai:4012345.99999.*', '/8003/04012345999990', 'class'],
  ['urn:epc:id:giai:0614141.12345400', '/8004/061414112345400', 'asset'],
  ['urn:epc:id:gsrn:0614141.1234567890', '/8018/061414112345678902', 'document'],
  ['urn:epc:id:gsrnp:0614141.1234567890', '/8017/061414112345678902', 'document'],
  ['urn:epc:id:gdti:0614141.12345.400', '/253/0614141123452400', 'document'],
  ['urn:epc:id:gdti:987659999999..9', '/253/98765999999929', 'document'],
  ['urn:epc:idpat:gdti:4012345.11111.*', '/253/4012345111118', 'class'],
  ['urn:epc:id:sgcn:4012345.67890.04711', '/255/401234567890104711', 'document'],
  ['urn:epc:idpat:sgcn:4012345.22222.*', '/255/4012345222227', 'class'],
  ['urn:epc:id:ginc:0614141.xyz47%2F11', '/401/0614141xyz47%2F11', 'document'],
  ['urn:epc:id:gsin:0614141.123456789', '/402/06141411234567890', 'document'],
  ['urn:epc:id:cpi:0614141.123ABC.123456789', '/8010/0614141123ABC/8011/123456789', 'piece'],
  ['urn:epc:idpat:cpi:4012345.AB12.*', '/8010/4012345AB12', 'class'],
  ['urn:epc:id:itip:4012345.012345.01.02.987', '/8006/040123451234560102/21/987', 'piece'],
  ['urn:epc:idpat:itip:4012345.012345.01.02.*', '/8006/040123451234560102', 'class'],
] as const

test.each(urns)('%s is %s, a %s', (urn, path, kind) => {
  const canonical = `https://id.gs1.org${path}`
  expect(identify(urn)).toMatchObject({ canonical, kind, urn })
  // the same thing by its link: known by the same name, but without the length of the prefix there is no URN
  const { namespace } = identify(urn)
  expect(identify(canonical)).toEqual({ canonical, kind, namespace, urn: null })
  const { companyPrefix } = parseUrn(urn) as { companyPrefix: string }
  expect(epcUrn(parseLink(canonical).elements, prefixLengthsOf([companyPrefix]))).toBe(urn)
})

test.each([
  'urn:epc:id:sgtin:0614141.12345.400',
  'urn:epc:id:sgtin:0614141.112345',
  'urn:epc:id:sgtin:0614141.112345.',
  'urn:epc:id:sgtin:0614141.112345.a/b',
  'urn:epc:id:sgtin:0614141.112345.%E8%8A%92',
  'urn:epc:id:sgtin:0614141.112345.%4',
  'urn:epc:id:sgtin:0614141.112345.123456789012345678901',
  'urn:epc:id:sgtin:06141.11234567.400',
  'urn:epc:id:lgtin:4012345.012345.Lot987',
  'urn:epc:class:sgtin:4012345.012345.1',
  'urn:epc:idpat:sgtin:4012345.*.*',
  'urn:epc:idpat:sscc:4012345.*',
  'urn:epc:id:cpi:0614141.123abc.1',
  'urn:epc:id:cpi:0614141.123ABC.01',
  'urn:epc:id:itip:4012345.012345.03.02.987',
  'urn:epc:id:nothing:1.2.3',
  'urn:epc:tag:sgtin-96:1.0614141.112345.400',
])('%s is no EPC that we read and stays as it is', (text) => {
  expect(parseUrn(text)).toHaveProperty('reason')
  expect(identify(text)).toMatchObject({ canonical: text, kind: 'other', urn: null })
})

test.each([
  ['urn:epc:id:gid:95100000.12345.400', 'piece', 'uri/urn:epc:id:gid'],
  ['urn:epc:id:usdod:2S194.12345678901', 'piece', 'uri/urn:epc:id:usdod'],
  ['urn:epc:id:adi:2S194..12345', 'piece', 'uri/urn:epc:id:adi'],
  ['urn:epc:id:bic:CSQU3054383', 'asset', 'uri/urn:epc:id:bic'],
  ['urn:epc:id:imovn:9176187', 'asset', 'uri/urn:epc:id:imovn'],
])('%s has no key of GS1 and stays as it is: %s', (urn, kind, namespace) => {
  expect(identify(urn)).toEqual({ canonical: urn, kind, namespace, urn })
  expect(readIdentifier(urn)).toMatchObject({ valid: true, elements: [], digitalLink: null, urn, elementString: null })
})

test.each([
  [
    'https://any.example/x/01/09506000134352/22/2A/10/A1/21/7?17=261231',
    'https://id.gs1.org/01/09506000134352/21/7',
    'piece',
  ],
  ['https://any.example/gtin/9506000134352/lot/A1', 'https://id.gs1.org/01/09506000134352/10/A1', 'batch'],
  ['https://any.example/01/09506000134352/22/2A', 'https://id.gs1.org/01/09506000134352', 'class'],
  ['(01)09506000134352(10)A1', 'https://id.gs1.org/01/09506000134352/10/A1', 'batch'],
  ['9506000134352', 'https://id.gs1.org/01/09506000134352', 'class'],
  ['https://any.example/01/09506000134353', 'https://any.example/01/09506000134353', 'other'],
  ['https://any.example/s/11314159265358979320', '/s/11314159265358979320', 'batch'],
  ['/s/13314159265358979322', '/s/13314159265358979322', 'party'],
  ['1431 4159 2653 5897 9327', '/s/14314159265358979327', 'document'],
  ['urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'other'],
  ['urn:epcglobal:cbv:bt:0614141073467:1152', 'urn:epcglobal:cbv:bt:0614141073467:1152', 'other'],
  ['geo:19.2,110.4', 'geo:19.2,110.4', 'other'],
  // a compressed link is not a name: EPCIS does not allow it, and a random word can look like one
  ['https://any.example/ARFKk4XB0CDKWcnpq', 'https://any.example/ARFKk4XB0CDKWcnpq', 'other'],
  ['芒果', '芒果', 'other'],
  ['', '', 'other'],
])('%s is known as %s, a %s', (text, canonical, kind) => {
  expect(identify(text)).toMatchObject({ canonical, kind })
  expect(canonicalIdentifier(text)).toBe(canonical)
  expect(canonicalIdentifier(canonical)).toBe(canonical)
})

test.each([
  ['urn:epc:id:sscc:0614141.1234567890', 'gs1/00/0614141'],
  ['urn:epc:id:giai:0614141.12345400', 'gs1/8004/0614141'],
  ['urn:epc:id:itip:4012345.012345.01.02.987', 'gs1/01/04012345123456'],
  ['https://Host.Example/a/b', 'uri/host.example'],
  ['urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'uri/urn:uuid'],
  ['did:web:host.example', 'uri/did'],
  ['11314159265358979320', 'suyuan/1'],
])('%s lives in %s', (text, namespace) => {
  expect(identify(text).namespace).toBe(namespace)
})

test('URN, link and element string say the same, whatever the prefix, reference and serial', () => {
  const digits = (n: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: n, maxLength: n })
  const serial = fc.string({ unit: fc.constantFrom(...SET_82), minLength: 1, maxLength: 16 })
  const schemes = [
    ['sgtin', 13, true],
    ['grai', 12, true],
    ['gdti', 12, true],
    ['sgln', 12, true],
    ['upui', 13, true],
    ['sscc', 17, false],
    ['pgln', 12, false],
    ['gsrn', 17, false],
    ['gsin', 16, false],
  ] as const
  const escaped = (s: string) => s.replace(/["%&/<>?]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  fc.assert(
    fc.property(
      fc.constantFrom(...schemes),
      digits(17),
      fc.integer({ min: 6, max: 12 }),
      serial,
      (scheme, all, n, s) => {
        const [name, length, hasSerial] = scheme
        if (name === 'sgln' && s === '0') return
        const urn = `urn:epc:id:${name}:${all.slice(0, n)}.${all.slice(n, length)}${hasSerial ? `.${escaped(s)}` : ''}`
        const lengths = prefixLengthsOf([all.slice(0, n)])
        const read = readIdentifier(urn)
        expect(read).toMatchObject({ valid: true, urn })
        for (const form of [read.digitalLink!, read.elementString!, urn])
          expect(readIdentifier(form, lengths)).toEqual(read)
        expect(readIdentifier(read.digitalLink!).urn).toBeNull()
        expect(bracketed(parseBracketed(read.elementString!).elements)).toBe(read.elementString)
      },
    ),
    { numRuns: 500 },
  )
})

test('of two known prefixes that fit the longer counts', () => {
  const lengths = prefixLengthsOf(['061414', '0614141'])
  expect(lengths('061414112345')).toBe(7)
  expect(lengths('061414212345')).toBe(6)
  expect(lengths('999999999999')).toBeUndefined()
})

test.each([
  ['6901234567892', '(01)06901234567892'],
  ['96385074', '(01)00000096385074'],
  ['106141412345678908', '(00)106141412345678908'],
  ['06141411234567890', '(402)06141411234567890'],
  [']E06901234567892', '(01)06901234567892'],
  [']E496385074', '(01)00000096385074'],
  [`]E06901234567892|]e010A1${FNC1}21B`, '(01)06901234567892(10)A1(21)B'],
  [']I116901234567899', '(01)16901234567899'],
  [`]C10106901234567892${FNC1}10A1`, '(01)06901234567892(10)A1'],
  [`]d2010690123456789210A1${FNC1}17261231`, '(01)06901234567892(10)A1(17)261231'],
  [']Q3010690123456789210A1', '(01)06901234567892(10)A1'],
  [']e0010690123456789210A1', '(01)06901234567892(10)A1'],
  [']Q1https://brand.example/01/06901234567892', '(01)06901234567892'],
  [`${FNC1}010690123456789210A1`, '(01)06901234567892(10)A1'],
  ['^010690123456789210A1^17261231', '(01)06901234567892(10)A1(17)261231'],
  ['010690123456789217261231', '(01)06901234567892(17)261231'],
  ['https://brand.example/ARFKk4XB0CDKWcnpq', '(01)09506000134376(10)LOT01'],
  ['  (01)06901234567892\n', '(01)06901234567892'],
  ['6901234567891', 'gs1.wrong_check_digit'],
  ['106141412345678901', 'gs1.wrong_check_digit'],
  [']E06901234567891', 'gs1.wrong_check_digit'],
  [']E0690123456789', 'gs1.wrong_length'],
  [']X9123', 'gs1.unknown_symbology'],
  [']Q1hello', 'gs1.unknown_form'],
  [']d2', 'gs1.empty'],
  ['hello', 'gs1.unknown_form'],
  ['', 'gs1.empty'],
  ['urn:epc:id:sgtin:1', 'gs1.wrong_urn'],
  ['x'.repeat(LONGEST_IDENTIFIER + 1), 'gs1.too_long'],
])('%j reads %s', (text, expected) => {
  const read = readIdentifier(text)
  expect(read.problem ?? read.elementString).toBe(expected)
  expect(read.valid).toBe(read.problem === null)
  if (read.problem) expect(gs1Words[read.problem].zh).toBeTruthy()
})

test('nothing that anybody types makes the readers fall over', () => {
  const pieces = fc.constantFrom(
    'urn:epc:id:',
    'https://',
    '(01)',
    ']C1',
    FNC1,
    '^',
    '09506000134352',
    '/01/',
    '%',
    '(',
    '.',
    '?17=',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 8 }), (parts) => {
      const text = parts.join('')
      const { canonical } = identify(text)
      expect(identify(canonical).canonical).toBe(canonical)
      readIdentifier(text)
    }),
    { numRuns: 1000 },
  )
})
