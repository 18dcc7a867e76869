import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AiEntry, aiAtStart, aiEntries, aiEntry } from './ai.ts'
import { gs1CheckDigit, gs1CheckPair, SET_82 } from './check.ts'
import {
  bracketed,
  combinationProblem,
  concatenated,
  type Element,
  FNC1,
  parseBracketed,
  parseConcatenated,
} from './elements.ts'
import { isCheckedRule, valueProblem } from './linters.ts'

test('every rule that the dictionary names is checked here', () => {
  const rules = new Set([...aiEntries()].flatMap((e) => e.components.flatMap((c) => c.rules)))
  expect(rules.size).toBeGreaterThan(30)
  expect([...rules].filter((rule) => !isCheckedRule(rule))).toEqual([])
})

test('the table holds every AI of the dictionary, and an AI is found from its first two digits', () => {
  const entries = [...aiEntries()]
  expect(entries.length).toBe(541)
  for (const { ai } of entries) expect(aiAtStart(`${ai}123`)?.ai).toBe(ai)
  expect(aiEntry('3103')).toMatchObject({ fixed: true, attribute: true, title: 'NET WEIGHT (kg)' })
  expect(aiEntry('01')?.qualifiers).toEqual([['22', '10', '21'], ['235']])
  expect(aiEntry('89')).toBeUndefined()
})

const digitsOnly = Array.from({ length: 1000 }, (_, n) => `4012345${n}${gs1CheckPair(`4012345${n}`)}`).find((text) =>
  /^[0-9]+$/.test(text),
)!

// right and wrong values for each rule, with the reason
test.each([
  ['00', '376104250021234569', '376104250021234560', 'gs1.wrong_check_digit'],
  ['01', '09506000134352', '0950600013435X', 'gs1.wrong_character'],
  ['01', '09506000134352', '9506000134352', 'gs1.wrong_length'],
  ['10', 'ABC-1/2', 'ABC 1', 'gs1.wrong_character'],
  ['10', '12345678901234567890', '123456789012345678901', 'gs1.wrong_length'],
  ['11', '260200', '261301', 'gs1.wrong_date'],
  ['17', '240229', '250229', 'gs1.wrong_date'],
  ['7006', '261231', '261200', 'gs1.wrong_date'],
  ['7003', '2612312359', '2612312400', 'gs1.wrong_time'],
  ['8008', '26123123', '26123124', 'gs1.wrong_time'],
  ['8008', '261231235959', '261231235960', 'gs1.wrong_time'],
  ['7250', '20240229', '21000229', 'gs1.wrong_date'],
  ['253', '4012345000092PO-4711', '4012345000093PO-4711', 'gs1.wrong_check_digit'],
  ['401', '4012345XY', '401X', 'gs1.no_company_prefix'],
  ['8013', '1987654Ad4X4bL5ttr2310c2K', '1987654Ad4X4bL5ttr2310c2L', 'gs1.wrong_check_pair'],
  ['8014', `4012345A${gs1CheckPair('4012345A')}`, digitsOnly, 'gs1.wrong_content'],
  ['421', '156572000', '999572000', 'gs1.unknown_country'],
  ['423', '156724', '15672', 'gs1.wrong_length'],
  ['7030', '999ABC', '998ABC', 'gs1.unknown_country'],
  ['4307', 'CN', 'XX', 'gs1.unknown_country'],
  ['3912', '15612345', '00012345', 'gs1.unknown_currency'],
  ['7252', '2', '3', 'gs1.wrong_content'],
  ['8007', 'DE89370400440532013000', 'DE88370400440532013000', 'gs1.wrong_iban'],
  ['8007', 'GB29NWBK60161331926819', 'ZZ29NWBK60161331926819', 'gs1.wrong_iban'],
  ['4300', '%E8%8A%92', '%E8%8A%9', 'gs1.wrong_percent_encoding'],
  ['4321', '1', '2', 'gs1.wrong_content'],
  ['4330', '000400-', '000400+', 'gs1.wrong_content'],
  ['4309', '01800000003600000000', '01800000003600000001', 'gs1.wrong_coordinates'],
  ['7040', '1AB_', '1AB=', 'gs1.wrong_content'],
  ['7041', 'PX', 'P0', 'gs1.wrong_content'],
  ['7241', '80', '11', 'gs1.wrong_content'],
  ['7258', '2/3', '3/2', 'gs1.wrong_piece_number'],
  ['8001', '00100010001000', '00000010001000', undefined],
  ['8001', '00100010001090', '00100010001020', undefined],
  ['8003', '04012345000221334455', '14012345000221334455', 'gs1.wrong_content'],
  ['8006', '095060001343520102', '095060001343520302', 'gs1.wrong_piece_number'],
  ['8010', '4012345AB#/-', '4012345ab', 'gs1.wrong_character'],
  ['8011', '10', '010', 'gs1.wrong_content'],
  ['8030', 'ab_-', 'ab+/', 'gs1.wrong_character'],
  ['8110', '106141416543213500110000310123196000', '706141416543213500110000310123196000', 'gs1.wrong_coupon'],
  ['8112', '001234561234560123456', '0012345612345601234567', 'gs1.wrong_coupon'],
])('(%s) %s is right and %s is not: %s', (ai, right, wrong, reason) => {
  expect(valueProblem(aiEntry(ai)!, right)).toBeUndefined()
  const problem = valueProblem(aiEntry(ai)!, wrong)
  if (reason) expect(problem).toBe(reason)
  else expect(problem).toBeDefined()
})

test.each([
  ['(01)09506000134352(10)ABC', undefined],
  ['(01)09506000134352(10)ABC(17)261231(3103)000500', undefined],
  ['(00)376104250021234569(02)09506000134352(37)24', undefined],
  ['(01)09506000134352(3922)0299(3103)000195', undefined],
  ['(01)09506000134352(3922)0299', 'gs1.missing_ai'],
  ['(10)ABC', 'gs1.missing_ai'],
  ['(02)09506000134352(37)24', 'gs1.missing_ai'],
  ['(01)09506000134352(250)X', 'gs1.missing_ai'],
  ['(01)09506000134352(37)24', 'gs1.excluded_ai'],
  ['(01)09506000134352(3103)000195(3102)001950', 'gs1.excluded_ai'],
  ['(01)09506000134352(21)A(235)B', 'gs1.excluded_ai'],
  ['(400)A(400)A', undefined],
  ['(400)A(400)B', 'gs1.repeated_ai'],
  ['(253)4012345000092(8030)abc', 'gs1.serial_missing'],
  ['(253)4012345000092X(8030)abc', undefined],
])('%s together: %s', (text, reason) => {
  const { elements, reason: wrong } = parseBracketed(text)
  expect(wrong).toBeUndefined()
  expect(combinationProblem(elements)).toBe(reason)
})

test.each([
  [
    '(01)09506000134352(10)A\\(17)B',
    [
      ['01', '09506000134352'],
      ['10', 'A(17)B'],
    ],
  ],
  ['(10)ABC(17)26123', 'gs1.wrong_length'],
  ['(10)', 'gs1.wrong_length'],
  ['(10)ABC(', 'gs1.malformed'],
  ['(xx)ABC', 'gs1.malformed'],
  ['(89)ABC', 'gs1.unknown_ai'],
  ['', 'gs1.empty'],
])('brackets: %s', (text, expected) => {
  const { elements, reason } = parseBracketed(text)
  if (typeof expected === 'string') expect(reason).toBe(expected)
  else expect(elements.map((e) => [e.ai, e.value])).toEqual(expected)
})

test.each([
  [`010950600013435210ABC${FNC1}17261231`, '(01)09506000134352(10)ABC(17)261231'],
  [`0109506000134352${FNC1}10ABC${FNC1}`, '(01)09506000134352(10)ABC'],
  ['010950600013435217261231310300050010ABC', '(01)09506000134352(17)261231(3103)000500(10)ABC'],
  ['010950600013435', 'gs1.wrong_length'],
  ['01095060001343525X', 'gs1.unknown_ai'],
  [`81111234510ABC`, 'gs1.wrong_length'],
])('a scan without FNC1 after fields of predefined length: %j', (text, expected) => {
  const { elements, reason } = parseConcatenated(text)
  expect(reason ?? bracketed(elements)).toBe(expected)
})

/** A right value for an AI, made from its components; undefined for rules that this generator does not know. */
function fieldOf(entry: AiEntry): fc.Arbitrary<string> | undefined {
  const parts = entry.components.map((c) => {
    if (c.rules.some((r) => !['csum', 'gcppos1', 'gcppos2', 'zero', 'nozeroprefix', 'pcenc'].includes(r)))
      return undefined
    const set = { N: '0123456789', X: SET_82, Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', Z: 'ABCabc019_-' }[
      c.repertoire
    ]
    const text = fc.string({ unit: fc.constantFrom(...set), minLength: Math.max(c.min, 1), maxLength: c.max })
    if (c.rules.includes('zero')) return fc.constant('0'.repeat(c.max))
    if (c.rules.includes('csum')) return text.map((t) => t.slice(0, -1) + gs1CheckDigit(t.slice(0, -1)))
    if (c.rules.includes('gcppos1')) return text.map((t) => `4012345${t}`.slice(0, c.max))
    if (c.rules.includes('nozeroprefix')) return text.map((t) => t.replace(/^0/, '1'))
    return c.rules.includes('pcenc') ? text.map((t) => t.replaceAll('%', '.')) : text
  })
  return parts.includes(undefined) ? undefined : fc.tuple(...(parts as fc.Arbitrary<string>[])).map((p) => p.join(''))
}

const makers = [...aiEntries()].flatMap((entry) => {
  const value = fieldOf(entry)
  return value ? [value.map((v): Element => ({ ai: entry.ai, value: v }))] : []
})

test('elements survive brackets and the scanner, whatever they are', () => {
  expect(makers.length).toBeGreaterThan(400)
  fc.assert(
    fc.property(fc.array(fc.oneof(...makers), { minLength: 1, maxLength: 6 }), (elements) => {
      expect(parseBracketed(bracketed(elements))).toEqual({ elements })
      expect(parseConcatenated(concatenated(elements))).toEqual({ elements })
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['2712312359', undefined],
  ['2712312360', 'gs1.wrong_time'],
  ['2712312400', 'gs1.wrong_time'],
  ['2713012359', 'gs1.wrong_date'],
])('expiry with time %s', (value, reason) => {
  expect(parseBracketed(`(01)09506000134352(7003)${value}`).reason).toBe(reason)
})
