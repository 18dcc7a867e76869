import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { allWords } from '../../../words.ts'
import { identifierLimit, identifiersMost } from './schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const parse = async (values: unknown, over: Record<string, unknown> = {}) => {
  const res = await t.app.inject({ method: 'POST', url: '/api/identifiers/parse', payload: { values }, ...over })
  return { status: res.statusCode, body: res.json() }
}

test('a visitor has identifiers read: every form of a right one, the reason of a wrong one', async () => {
  const values = ['urn:epc:id:sgtin:0614141.112345.400', '(01)09506000134352(10)A\\(1', '09506000134353', '芒果']
  const { status, body } = await parse(values)
  expect(status).toBe(200)
  expect(body).toEqual([
    {
      value: 'urn:epc:id:sgtin:0614141.112345.400',
      valid: true,
      problem: null,
      elements: [
        { ai: '01', value: '10614141123459' },
        { ai: '21', value: '400' },
      ],
      digitalLink: 'https://id.gs1.org/01/10614141123459/21/400',
      urn: 'urn:epc:id:sgtin:0614141.112345.400',
      elementString: '(01)10614141123459(21)400',
    },
    {
      value: '(01)09506000134352(10)A\\(1',
      valid: true,
      problem: null,
      elements: [
        { ai: '01', value: '09506000134352' },
        { ai: '10', value: 'A(1' },
      ],
      digitalLink: 'https://id.gs1.org/01/09506000134352/10/A%281',
      urn: null,
      elementString: '(01)09506000134352(10)A\\(1',
    },
    {
      value: '09506000134353',
      valid: false,
      problem: 'gs1.wrong_check_digit',
      elements: [{ ai: '01', value: '09506000134353' }],
      digitalLink: null,
      urn: null,
      elementString: null,
    },
    {
      value: '芒果',
      valid: false,
      problem: 'gs1.unknown_form',
      elements: [],
      digitalLink: null,
      urn: null,
      elementString: null,
    },
  ])
  for (const { problem } of body) if (problem) expect(allWords[problem]?.zh).toBeTruthy()
  expect((await parse([])).body).toEqual([])
})

test('too many values are refused before they are read, and a value too long is told for itself', async () => {
  const { status, body } = await parse(Array(identifiersMost + 1).fill('x'))
  expect([status, body.reason, body.details.issues[0].path]).toEqual([400, 'request.invalid', 'values'])
  expect((await parse(Array(identifiersMost).fill('6901234567892'))).body).toHaveLength(identifiersMost)
  expect((await parse(['x'.repeat(9000)])).body[0].problem).toBe('gs1.too_long')
  expect((await parse('6901234567892')).status).toBe(400)
})

test('an address asks so often and no more', async () => {
  const remoteAddress = '203.0.113.7'
  await t.db
    .insertInto('platform.rate')
    .values({
      key: `parseIdentifiers:${remoteAddress}`,
      startedAt: '2026-06-01T08:00:00.000Z',
      count: String(identifierLimit.attempts),
    })
    .execute()
  const { status, body } = await parse(['x'], { remoteAddress })
  expect([status, body.reason]).toEqual([429, 'request.too_many'])
  expect((await parse(['x'], { remoteAddress: '203.0.113.8' })).status).toBe(200)
})
