import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../../test/app.ts'
import { stockOf } from '../../../../test/market.ts'
import { codeOf, type DrugParty, makeDrugParty, newRange, relations } from '../../../../test/serial.ts'
import { brokenBalances, nothingBroken } from '../../../../test/trace.ts'
import { voidEvent } from '../../trace/schema.ts'
import { getUpload, listCodes, listUploads, uploadProblems } from '../schema.ts'
import { uploadSubscriber } from './job.ts'

let t: TestApp
let maker: DrugParty
beforeAll(async () => {
  t = await testApp()
  maker = await makeDrugParty(t, '示例药业')
})
afterAll(() => t.close())

const counted = async (what: string, where = 'true') =>
  Number((await t.owner.query<{ n: string }>(`select count(*) as n from ${what} where ${where}`)).rows[0]!.n)
const codesIn = (range: string) => counted('serial.code', `code like '${range}%'`)
const wrong = (u: { problemList: { line: number; reason: string }[] }) =>
  u.problemList.map((p) => `${p.line} ${p.reason.replace(/^serial\.(row\.|file\.)?/, '')}`)

test('one wrong cell among fifty thousand lines: named by its line, and nothing of the file is written', async () => {
  const range = newRange()
  const batch = await maker.make('60000')
  const lines = relations(range, { cases: 5, boxes: 10, pieces: 1000 })
  lines[40_000] = lines[40_000]!.replace(/\d,/, 'x,')
  const upload = await maker.uploaded(lines.join('\r\n'), batch.holdingId)
  expect(upload).toMatchObject({ state: 'refused', rowsTotal: 50_055, problems: 1, rowsWritten: 0, pieces: null })
  expect(wrong(upload)).toEqual(['40001 not_a_code'])
  expect(await codesIn(range)).toBe(0)
  expect(await stockOf(t, { partyId: maker.partyId, holdingId: batch.holdingId })).toMatchObject({ quantity: '60000' })
  // put right, it is the next upload, read in a thread and sealed case by case
  const again = await maker.uploaded(relations(range, { cases: 2, boxes: 10, pieces: 100 }).join('\n'), batch.holdingId)
  expect(again).toMatchObject({ state: 'done', rowsTotal: 2022, rowsWritten: 2022, pieces: 2000, packs: 22, sealed: 2 })
  const { rows } = await t.owner.query(
    `select (body::jsonb #>> '{effects,packedAll,rows}') as n from trace.event_body where body like '%packedAll%'`,
  )
  expect(rows.at(-1)).toEqual({ n: '2020' })
  expect(await brokenBalances(t)).toEqual(nothingBroken)
})

test('each line that is wrong says why', async () => {
  const range = newRange()
  const c = (n: number) => codeOf(range, n)
  const batch = await maker.make('10')
  const file = [
    'level,code,parent',
    `,${c(1)},`,
    `,${c(1)},`,
    `x,${c(2)},`,
    `,,`,
    `,8.4E+19,`,
    `2,${c(3)},`,
    `,${c(4)},${c(99)}`,
    `,${c(5)},${c(5)}`,
    `,${c(6)},${c(7)}`,
    `1,${c(7)},`,
    `,${c(8)},${c(9)}`,
    `,${c(9)},${c(8)}`,
  ].join('\n')
  const upload = await maker.uploaded(file, batch.holdingId)
  expect(wrong(upload)).toEqual([
    '3 twice',
    '4 level',
    '5 no_code',
    '6 not_a_code',
    '7 empty_pack',
    '8 parent_missing',
    '9 in_itself',
    '11 level_below',
    '12 circle',
    '13 circle',
  ])
  const sheet = await t.app.inject({
    url: uploadProblems.path.replace(':uploadId', upload.uploadId),
    headers: { ...maker.call.headers, 'accept-language': 'zh' },
  })
  expect(sheet.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(sheet.body).toContain(`"3","${c(1)}","与第 2 行重复。"`)
})

test('the same file is the same upload; codes on record are refused by line, as are those of another range', async () => {
  const range = newRange()
  const batch = await maker.make('20')
  const file = relations(range, { boxes: 1, loose: 2 }).join('\n')
  const first = await maker.upload(file, batch.holdingId)
  const twin = await maker.upload(file, batch.holdingId)
  expect(twin.body.uploadId).toBe(first.body.uploadId)
  await t.drain()
  expect((await maker.upload(file, batch.holdingId)).body).toMatchObject({
    uploadId: first.body.uploadId,
    state: 'done',
  })
  expect(await codesIn(range)).toBe(7)
  const more = await maker.uploaded(`code\n${codeOf(range, 50)}\n${codeOf(range, 6)}`, batch.holdingId)
  expect(wrong(more)).toEqual(['3 on_record'])
  expect(await codesIn(range)).toBe(7)
  const other = await makeDrugParty(t, '示例药业二')
  const theirs = await other.make('5')
  expect(wrong(await other.uploaded(`code\n${codeOf(range, 60)}`, theirs.holdingId))).toEqual(['2 range_of_another'])
  expect((await other.upload(file, batch.holdingId)).status).toBe(404)
  const { items } = ok(await maker.call(listCodes, { uploadId: first.body.uploadId, limit: 3 }))
  expect(items.map((i) => i.level)).toEqual([3, 2, 1])
  expect((await other.call(getUpload, { uploadId: first.body.uploadId })).status).toBe(404)
  expect(ok(await other.call(listUploads, { partyId: maker.partyId })).items).toEqual([])
})

test('of two files with a code in common that are worked on at once one is written, the other says so', async () => {
  const range = newRange()
  const batch = await maker.make('600')
  const half = (from: number) => `code\n${Array.from({ length: 200 }, (_, i) => codeOf(range, from + i)).join('\n')}`
  const [a, b] = [await maker.upload(half(1), batch.holdingId), await maker.upload(half(150), batch.holdingId)]
  const at = {
    partyId: maker.partyId,
    seq: '1',
    kind: 'serial.uploadAccepted',
    eventId: null,
    actorId: '',
    onBehalfOf: null,
  }
  const { work } = uploadSubscriber(t.deps) as unknown as { work: (row: object) => Promise<void> }
  await Promise.all([a, b].map((u) => work({ ...at, about: u.body.uploadId, data: {}, at: t.deps.clock() })))
  await t.drain()
  const done = await Promise.all(
    [a, b].map(async (u) => ok(await maker.call(getUpload, { uploadId: u.body.uploadId }))),
  )
  expect(done.map((u) => u.state).sort()).toEqual(['done', 'refused'])
  expect(done.find((u) => u.state === 'refused')).toMatchObject({ problems: 51 })
  expect(await codesIn(range)).toBe(200)
})

test('a job that was killed while it wrote is begun again', async () => {
  const range = newRange()
  const batch = await maker.make('20')
  const { body } = await maker.upload(relations(range).join('\n'), batch.holdingId)
  // as a process leaves it that dies in the middle: told how far it was, and nothing written
  await t.owner.query("update serial.upload set state = 'writing', rows_written = 4 where upload_id = $1", [
    body.uploadId,
  ])
  await t.drain()
  expect(ok(await maker.call(getUpload, { uploadId: body.uploadId }))).toMatchObject({ state: 'done', rowsWritten: 9 })
  expect(await codesIn(range)).toBe(9)
  expect(await counted('serial.upload', 'document is not null')).toBe(0)
})

test('XML says the same by elements in elements; what an attacker could use is refused', async () => {
  const range = newRange()
  const c = (n: number) => codeOf(range, n)
  const batch = await maker.make('20')
  const xml = (file: string) => maker.uploaded(file, batch.holdingId, { type: 'application/xml' })
  const nested = `<?xml version="1.0"?><codes><code value="${c(1)}" level="3"><code value="${c(2)}"><code value="${c(3)}"/></code>
    </code><code value="${c(4)}" parent="${c(2)}"/></codes>`
  expect(await xml(nested)).toMatchObject({ state: 'done', pieces: 2, packs: 2, sealed: 1 })
  expect(ok(await maker.see(c(4))).parents.map((p) => p.code)).toEqual([c(2), c(1)])
  const bomb = '<!DOCTYPE codes [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><codes><code value="&b;"/></codes>'
  const deep = `<codes>${'<code value="1">'.repeat(50)}${'</code>'.repeat(50)}</codes>`
  const many = `<codes><code ${Array.from({ length: 500 }, (_, i) => `a${i}="1"`).join(' ')}/></codes>`
  const include = '<codes xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="file:///etc/passwd"/></codes>'
  const files: [file: string, reason: string][] = [
    [bomb, '1 xml_doctype'],
    [deep, '1 xml_deep'],
    [many, '1 xml_attributes'],
    [include, '1 xml_element'],
    ['<codes><code value="&x;"/></codes>', '1 xml'],
    ['<codes><code', '1 xml'],
    ['<other/>', '1 xml_element'],
    ['<codes/>', '0 empty'],
  ]
  for (const [file, reason] of files) expect(wrong(await xml(file))).toEqual([reason])
})

test('a table as spreadsheets save it: titles in Chinese, GB 18030, a mark of byte order; what is no table says so', async () => {
  const range = newRange()
  const batch = await maker.make('20')
  const [gb, marked] = [
    Buffer.concat([Buffer.from('d7b7cbddc2eb2cb1b8d7a20a', 'hex'), Buffer.from(`${codeOf(range, 1)},x\n`)]),
    `\ufeff包装级别,追溯码\r\n1,${codeOf(range, 2)}\r\n`,
  ]
  for (const file of [gb, marked])
    expect(await maker.uploaded(file, batch.holdingId)).toMatchObject({ state: 'done', pieces: 1 })
  expect(wrong(await maker.uploaded('a,b\n1,2', batch.holdingId))).toEqual(['1 no_titles'])
  expect(wrong(await maker.uploaded('code\n', batch.holdingId))).toEqual(['0 empty'])
  expect(wrong(await maker.uploaded('code\n"12', batch.holdingId))).toEqual(['2 csv'])
  expect(await maker.upload('x', batch.holdingId, { type: 'application/json' })).toMatchObject({ status: 415 })
  expect(await maker.upload('', batch.holdingId)).toMatchObject({ status: 400, body: { reason: 'serial.file_empty' } })
})

test('codes are issued first and activated with their batch; more pieces than goods are refused', async () => {
  const range = newRange()
  const [a, b] = [codeOf(range, 1), codeOf(range, 2)]
  expect(await maker.uploaded(`code\n${a}\n${b}`)).toMatchObject({ state: 'done', holdingId: null, pieces: 2 })
  expect(ok(await maker.see(a))).toMatchObject({ state: 'issued', batch: null })
  const batch = await maker.make('1')
  expect(wrong(await maker.uploaded(`code\n${a}\n${b}`, batch.holdingId))).toEqual(['0 more_codes_than_goods'])
  expect(await maker.uploaded(`code\n${a}`, batch.holdingId)).toMatchObject({ state: 'done' })
  expect(ok(await maker.see(a))).toMatchObject({ state: 'active', batch: { code: batch.code } })
  expect(ok(await maker.see(b))).toMatchObject({ state: 'issued' })
})

test('a sealing that was an error is taken back: its pieces are counted in the batch again', async () => {
  const range = newRange()
  const batch = await maker.make('10')
  await maker.uploaded(relations(range).join('\n'), batch.holdingId)
  const { rows } = await t.owner.query<{ event_id: string }>(
    'select event_id from trace.holding_event where holding_id = $1 and delta < 0',
    [batch.holdingId],
  )
  ok(await maker.call(voidEvent, { eventId: rows[0]!.event_id, reason: '示例' }))
  expect(ok(await maker.see(codeOf(range, 3)))).toMatchObject({ state: 'active', parents: [] })
  expect(await stockOf(t, { partyId: maker.partyId, holdingId: batch.holdingId })).toMatchObject({ quantity: '10' })
  expect(await brokenBalances(t)).toEqual(nothingBroken)
})
