import exceljs from '@protobi/exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { firstAdministrator, newPerson, type Person } from '../../../test/matrix/session.ts'
import { savePreferences } from './preference/schema.ts'
import { spreadsheetBounds } from './rules.ts'
import { exportRows } from './spreadsheet/schema.ts'

let t: TestApp
let first: Person
beforeAll(async () => {
  t = await testApp({ signIn: true })
  first = await firstAdministrator(t)
})
afterAll(() => t.close())

const open = () => newPerson(t, first, { roles: ['auditor'] })
const headersOf = (p: Person, language = 'zh') => ({
  cookie: p.cookie,
  'x-csrf-token': p.session.csrfToken!,
  'accept-language': language,
})
const send = (p: Person, payload: object, language?: string) =>
  t.app.inject({ method: 'POST', url: exportRows.path, headers: headersOf(p, language), payload })
const table = {
  title: '批次/在库',
  columns: [{ title: '追溯码' }, { title: '数量（千克）', kind: 'number' }, { title: '时间', kind: 'date' }],
  rows: [['046010612345678901', '12.5', '2026-06-01T16:30:00Z'], ['=cmd()', 3, null], ['短行']],
  notes: ['状态：在库', '=1+1'],
}

test('what is shown comes back as a workbook: codes whole, numbers to add up, no formula, and what it is', async () => {
  const res = await send(first, table)
  expect(res.statusCode).toBe(200)
  expect(res.headers['content-disposition']).toBe(
    `attachment; filename="export-2026-06-01.xlsx"; filename*=UTF-8''${encodeURIComponent('批次 在库 2026-06-01.xlsx')}`,
  )
  expect(res.headers['cache-control']).toBe('no-store')
  const book = new exceljs.Workbook()
  await book.xlsx.load(res.rawPayload as never)
  expect(book.worksheets.map((s) => s.name)).toEqual(['批次 在库', '说明'])
  const rows = (n: number) => book.worksheets[n]!.getSheetValues().slice(1) as unknown[][]
  expect(rows(0)).toEqual([
    [undefined, '追溯码', '数量（千克）', '时间'],
    [undefined, '046010612345678901', 12.5, new Date('2026-06-02T00:30:00Z')],
    [undefined, "'=cmd()", 3],
    [undefined, '短行'],
  ])
  expect(rows(1).map((r) => r.slice(1))).toEqual([
    ['表格', '批次/在库'],
    ['导出时间', new Date('2026-06-01T16:00:00Z')],
    ['导出单位', '示例部级中心'],
    ['行数', 3],
    [undefined, '状态：在库'],
    [undefined, "'=1+1"],
  ])
})

test('the sheet that says what it is speaks the reader’s language', async () => {
  const who = await open()
  const names = async (language: string) => {
    const book = new exceljs.Workbook()
    await book.xlsx.load((await send(who, table, language)).rawPayload as never)
    return book.worksheets.map((s) => s.name)[1]
  }
  expect(await names('en')).toBe('About')
  ok(await who(savePreferences, { language: 'zh' }))
  expect(await names('en')).toBe('说明')
})

test('more than a usual body fits here, and only for who is signed in; there are bounds', async () => {
  const row = ['示例'.repeat(20), '1', '2026-06-01']
  const large = { ...table, rows: Array.from({ length: 10_000 }, () => row) }
  expect(Buffer.byteLength(JSON.stringify(large))).toBeGreaterThan(1_000_000)
  const res = await send(first, large)
  expect(res.statusCode).toBe(200)
  const visitor = await t.app.inject({ method: 'POST', url: exportRows.path, payload: large })
  expect([visitor.statusCode, visitor.json().reason]).toEqual([401, 'login.required'])
  // refused before it is read: even what would be too large for anybody
  const endless = await t.app.inject({
    method: 'POST',
    url: exportRows.path,
    headers: { 'content-type': 'application/json' },
    payload: `"${'a'.repeat(spreadsheetBounds.bytes)}"`,
  })
  expect(endless.statusCode).toBe(401)
  const many = { ...table, rows: Array.from({ length: spreadsheetBounds.rows + 1 }, () => ['a']) }
  expect((await send(first, many)).json().reason).toBe('request.invalid')
  const wide = {
    ...table,
    columns: Array.from({ length: 21 }, () => ({ title: 'a' })),
    rows: Array.from({ length: spreadsheetBounds.rows }, () => ['a']),
  }
  expect((await send(first, wide)).json().reason).toBe('spreadsheet.too_large')
  const elsewhere = { ...table, title: 'a'.repeat(2_000_000) }
  const other = await t.app.inject({
    method: 'POST',
    url: savePreferences.path,
    headers: headersOf(first),
    payload: elsewhere,
  })
  expect(other.json().reason).toBe('request.too_large')
})

test('a person exports so often and no oftener', async () => {
  const who = await open()
  const empty = { ...table, rows: [] }
  const statuses = new Set<number>()
  for (let i = 0; i < spreadsheetBounds.attempts; i++) statuses.add((await send(who, empty)).statusCode)
  expect([...statuses]).toEqual([200])
  const refused = await send(who, empty)
  expect([refused.statusCode, refused.json().reason]).toEqual([429, 'request.too_many'])
  expect((await send(await open(), empty)).statusCode).toBe(200)
})
