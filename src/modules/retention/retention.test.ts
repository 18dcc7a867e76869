import { hash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { agencyOf } from '../../../test/market.ts'
import { makeFarm, spraying } from '../../../test/production/farm.ts'
import { sealerOf } from '../../../test/proof.ts'
import { connect, type Db } from '../../platform/db.ts'
import { harvest } from '../production/harvest/schema.ts'
import { getRecord, recordProduction, unmaskRecord } from '../production/record/schema.ts'
import { recordStep } from '../production/step/schema.ts'
import { audit, readPublished } from '../proof/index.ts'
import { proofOfEvent } from '../proof/schema.ts'
import { liftHold, placeHold } from '../trace/hold/schema.ts'
import { traceItem } from '../trace/walk/schema.ts'
import { dispatchGoods, receiveGoods } from '../trade/transfer/schema.ts'
import { auditArchives } from './audit.ts'
import { addRetentionBlock } from './blocks.ts'
import { judge } from './judge.ts'
import { unscopedCandidate } from './page.ts'
import {
  getRecordRetention,
  getRetentionRun,
  listRetentionOperators,
  listRetentionRuns,
  openArchivedRecord,
  startRetention,
  stopRetention,
} from './schema.ts'
import { runningRuns, stepRun } from './step.ts'
import { workRuns } from './worker.ts'

let t: TestApp
let owner: Db
let sealer: ReturnType<typeof sealerOf>
let county: ReturnType<typeof agencyOf>
let keepCase: string[] = []
beforeAll(async () => {
  t = await testApp()
  owner = connect(t.ownerUrl, { max: 3 })
  sealer = sealerOf(t)
  county = agencyOf(t, ['460200'])
  addRetentionBlock({
    name: 'test',
    keeps: async (_db, records) => keepCase.filter((id) => records.some((r) => r.recordId === id)),
  })
})
afterAll(async () => {
  sealer.remove()
  await owner.destroy()
  await t.close()
})

const LATER = '2032-01-01T08:00:00.000Z'
const work = () => workRuns({ ...t.deps, db: owner })
const count = async (text: string, values: unknown[] = []) =>
  Number(Object.values((await t.owner.query(text, values)).rows[0])[0])

/** A plot sprayed and harvested in May 2026, all of it delivered to a shop and sold there: three records of two operators. */
async function chain() {
  t.setNow('2026-06-01T08:00:00.000Z')
  const [farm, shop] = [await makeFarm(t), await makeFarm(t)]
  const sprayed = ok(
    await farm.call(recordProduction, { profile: 'crop', event: 'pesticide_use', fields: spraying(farm.plot1) }),
  )
  const fields = { plot: farm.plot1, harvested_on: '2026-05-20' }
  const picked = ok(await farm.call(harvest, { productId: farm.productId, event: 'harvest', quantity: '100', fields }))
  const sent = ok(
    await farm.call(dispatchGoods, {
      ...{ holdingId: picked.batch.holdingId, quantity: '100', buyerId: shop.partyId },
      fields: { dispatched_on: '2026-06-01', vehicle: '琼A00000' },
    }),
  )
  const got = ok(await shop.call(receiveGoods, { sellerId: farm.partyId, transferId: sent.transferId }))
  const sell = () =>
    shop.call(recordStep, {
      ...{ profile: 'crop', event: 'retail_sale', inputs: [{ holdingId: got.batch.holdingId, quantity: '100' }] },
      fields: { sold_on: '2026-06-01', stall: '示例铺' },
    })
  return { farm, shop, sprayed, picked, sent, got, sell }
}
type Chain = Awaited<ReturnType<typeof chain>>

async function run(
  what: 'archive' | 'purge_persons' | 'purge',
  { trial = false, decisionNo = '示例销毁〔2032〕1号' } = {},
) {
  const { runId } = ok(await county(startRetention, { what, trial, decisionNo, reason: '示例到期清理' }))
  await work()
  await t.drain()
  return ok(await county(getRetentionRun, { runId }))
}
const stands = async (c: Chain, recordId = c.picked.recordId) => {
  const { outcome, reasons } = ok(await county(getRecordRetention, { recordId, partyId: c.farm.partyId }))
  return `${outcome} ${reasons.join(' ')}`.trim()
}
const findings = async () => {
  const found: string[] = []
  const report = (f: { what: string; table: string; row: string }) => void found.push(`${f.what} ${f.table} ${f.row}`)
  const { erased } = await audit(t.db, readPublished(sealer.file), report)
  await auditArchives(t.db, report)
  return { found, erased }
}

const open = (table: string, columns: string, values: unknown[]) =>
  t.owner.query(`insert into production.${table} (${columns}) values (${values.map((_, i) => `$${i + 1}`)})`, values)
const everyArchive =
  'select (select count(*) from trace.event_archive) + (select count(*) from production.record_archive)'

let c: Chain
test('kept by its profile with the sources; then by what is open around its goods, each reason named', async () => {
  c = await chain()
  await sealer.all()
  const kept = ok(await c.farm.call(getRecordRetention, { recordId: c.sprayed.recordId }))
  expect(kept).toMatchObject({ outcome: 'kept', reasons: ['not_yet'], until: '2028-06-01', lawUntil: '2028-06-01' })
  expect(kept.because.map((b) => [b.from, b.months, b.confidence])).toContainEqual(['record', 24, 'law'])
  t.setNow('2028-06-01T08:00:00.000Z')
  expect(await stands(c)).toBe('kept not_yet')
  t.setNow(LATER)
  // the shop has it still: the farm's records stand behind goods on hand, the spraying by what came from its plot
  for (const id of [c.picked.recordId, c.sprayed.recordId]) expect(await stands(c, id)).toBe('blocked on_hand')
  t.setNow('2026-06-01T09:00:00.000Z')
  const sold = ok(await c.sell()).records[0]!.recordId
  t.setNow(LATER)
  const sale = ok(await c.shop.call(getRecordRetention, { recordId: sold }))
  expect([sale.outcome, sale.reasons]).toEqual(['blocked', ['not_sealed']])
  await sealer.all()
  // a harvest is what its plot's spraying stands behind: both wait for the same goods
  for (const id of [c.picked.recordId, c.sprayed.recordId]) expect(await stands(c, id)).toBe('due')

  const stopped = { partyId: c.shop.partyId, holdingId: c.got.batch.holdingId }
  const hold = ok(
    await county(placeHold, { roots: [stopped], source: 'recall', reason: '示例', documentNo: '示例1号' }),
  )
  await t.drain()
  expect(await stands(c)).toBe('blocked held')
  ok(await county(liftHold, { issuerId: hold.issuerId, holdId: hold.holdId, reason: '示例' }))
  await t.drain()
  expect(await stands(c)).toBe('due')

  const [id, now] = [crypto.randomUUID(), t.deps.clock()]
  const about = [c.shop.partyId, id, 'crop', c.picked.recordId]
  await open('signal', 'party_id, signal_id, sector, record_id, kind, holding_id, happened_on, noted_at', [
    ...[...about, 'test_failed', c.got.batch.holdingId, '2026-06-01', now],
  ])
  expect(await stands(c)).toBe('blocked signal')
  await t.owner.query(
    `insert into oversight.finding (party_id, finding_id, kind, sector, facts, noted_at, settled_at)
     values ($1, $2, 'signal', 'crop', '{}', $3, $3)`,
    [c.shop.partyId, id, now],
  )
  expect(await stands(c)).toBe('due')
  await open('task', 'party_id, task_id, sector, record_id, profile, rule, text_zh, text_en, source, opened_at', [
    ...[c.farm.partyId, id, 'crop', c.sprayed.recordId, 'crop', 'R-X', '示例', 'x', '示例', now],
  ])
  expect(await stands(c, c.sprayed.recordId)).toBe('blocked task')
  await t.owner.query('update production.task set done_at = $2 where task_id = $1', [id, now])
  keepCase = [c.sprayed.recordId]
  expect(await stands(c, c.sprayed.recordId)).toBe('blocked case')
  keepCase = []
})

test('a record with too many goods stays for it, and those of its page do not', async () => {
  const one = (await unscopedCandidate(t.db, c.farm.partyId, c.picked.recordId))!
  const holdingIds = Array.from({ length: 2001 }, () => crypto.randomUUID())
  const page = [one, { ...one, recordId: crypto.randomUUID(), holdingIds }, { ...one, recordId: crypto.randomUUID() }]
  const verdicts = await judge(t.db, c.farm.partyId, page, '2032-01-01')
  expect(page.map((r) => verdicts.get(r.recordId)!.reasons.join())).toEqual(['', 'too_wide', ''])
})

test('a delivery that was not answered keeps what was delivered', async () => {
  t.setNow('2026-06-01T08:00:00.000Z')
  const [farm, shop] = [await makeFarm(t), await makeFarm(t)]
  const fields = { plot: farm.plot1, harvested_on: '2026-05-20' }
  const made = ok(await farm.call(harvest, { productId: farm.productId, event: 'harvest', quantity: '5', fields }))
  const { holdingId } = made.batch
  ok(await farm.call(dispatchGoods, { holdingId, quantity: '5', buyerId: shop.partyId }))
  await sealer.all()
  t.setNow(LATER)
  const { reasons } = ok(await farm.call(getRecordRetention, { recordId: made.recordId }))
  expect(reasons).toContain('transfer')
})

test('a trial counts by chain, event and operator, and changes nothing', async () => {
  const done = await run('archive', { trial: true })
  expect(done).toMatchObject({ state: 'finished', trial: true, counts: { due: 4, done: 0, blocked: 2 } })
  expect(await count(everyArchive)).toBe(0)
  const due = done.lines.filter((l) => l.outcome === 'due').map((l) => [l.event, l.records, l.operators])
  expect(due.sort()).toEqual([
    ['dispatch', 1, 1],
    ['harvest', 1, 1],
    ['pesticide_use', 1, 1],
    ['retail_sale', 1, 1],
  ])
  const { items } = ok(await county(listRetentionOperators, { runId: done.runId }))
  expect(items.find((i) => i.partyId === c.farm.partyId)).toMatchObject({ due: 3, blocked: 0, partyName: '示例农场' })
  const { items: blocked } = ok(await county(listRetentionOperators, { runId: done.runId, outcome: 'blocked' }))
  expect(blocked.map((i) => i.reasons)).toEqual([['on_hand', 'transfer']])
})

test('an archived chain still traces, on every page; what it said is opened by an officer, on record', async () => {
  const masks = { 'fields.worker': '示*' }
  const sealed = t.deps.sealer.seal(
    JSON.stringify({ worker: '示例甲' }),
    `production.record.personal_sealed ${c.farm.partyId} ${c.sprayed.recordId}`,
  )
  await t.owner.query('update production.record set personal_sealed = $2, personal_masked = $3 where record_id = $1', [
    c.sprayed.recordId,
    sealed,
    JSON.stringify(masks),
  ])
  const item = { partyId: c.shop.partyId, holdingId: c.got.batch.holdingId }
  const before = ok(await county(traceItem, { ...item, direction: 'back' }))
  const done = await run('archive')
  expect(done).toMatchObject({ state: 'finished', counts: { due: 4, done: 4 } })
  expect(await count(everyArchive)).toBe(4 + 3)
  expect(
    await count('select count(*) from trace.event_body b join trace.event_archive a using (party_id, event_id)'),
  ).toBe(0)

  const after = ok(await county(traceItem, { ...item, direction: 'back' }))
  expect([after.nodes, after.links]).toEqual([before.nodes, before.links])
  const picked = after.events.find((e) => e.eventId === c.picked.eventId)
  expect(picked).toMatchObject({
    profile: 'crop',
    profileEvent: 'harvest',
    archived: { at: LATER.replace('.000', '') },
  })
  expect(picked).not.toHaveProperty('fields')
  expect(before.events.find((e) => e.eventId === c.picked.eventId)).toHaveProperty('fields')

  const page = await t.app.inject({ url: `/s/${c.got.batch.code}`, headers: { 'accept-language': 'zh' } })
  expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('该环节的记录已于 2032年1月1日 归档。')])
  const epcis = await t.app.inject({
    url: `/epcis/events/urn:uuid:${c.picked.eventId}`,
    headers: { ...county.headers, 'gs1-epcis-version': '2.0.0' },
  })
  expect(epcis.statusCode).toBe(200)
  expect(epcis.json().epcisBody.queryResults.resultsBody.eventList[0] ?? epcis.json()).toMatchObject({
    'suyuan:archived': '2032-01-01',
    'suyuan:profileEvent': 'harvest',
  })
  expect(epcis.body).not.toContain('harvested_on')

  const record = ok(await county(getRecord, { recordId: c.sprayed.recordId, partyId: c.farm.partyId }))
  expect(record).toMatchObject({
    fields: {},
    personal: [],
    archivedAt: expect.stringMatching(/^2032/),
    traceEvent: null,
  })
  const key = { partyId: c.farm.partyId, recordId: c.picked.recordId, reason: '示例核查' }
  const opened = ok(await county(openArchivedRecord, key))
  expect(opened.content).toMatchObject({ fields: { harvested_on: '2026-05-20' } })
  // the proof can be checked from the archive: nonce and text are what the leaf commits to
  const { nonce, text } = opened.content as { nonce: string; text: string }
  const { proof } = ok(await county(proofOfEvent, { partyId: c.farm.partyId, eventId: c.picked.eventId }))
  const commitment = hash('sha256', Buffer.concat([Buffer.from(nonce, 'hex'), Buffer.from(text)]), 'hex')
  expect(proof).toMatchObject({ leaf: { commitment } })
  const person = ok(await county(unmaskRecord, { ...key, recordId: c.sprayed.recordId }))
  expect(person.values).toEqual({ worker: '示例甲' })
  expect(
    await count("select count(*) from platform.journal where kind = 'archive.opened' and data ->> 'recordId' = $1", [
      c.picked.recordId,
    ]),
  ).toBe(1)
  expect(
    await count(
      "select count(*) from platform.command where result like '%2026-05-20%' and name = 'openArchivedRecord'",
    ),
  ).toBe(0)
  await sealer.all()
  expect((await findings()).found).toEqual([])
})

test('what was changed in an archive is named by the audit', async () => {
  const change = async (table: string, set: string, id: string) => {
    const name = table.split('.')[1]!
    const key = name === 'event_archive' ? 'event_id' : 'record_id'
    await t.owner.query(`create table kept_${name} as table ${table}`)
    await t.owner.query(`update ${table} set ${set} where ${key} = $1`, [id])
    const { found } = await findings()
    await t.owner.query(`delete from ${table}`)
    await t.owner.query(`insert into ${table} table kept_${name}`)
    await t.owner.query(`drop table kept_${name}`)
    return found.map((f) => f.split(' ').slice(0, 2).join(' '))
  }
  const { gzipSync } = await import('node:zlib')
  const other = `'\\x${gzipSync('{"fields":{},"findings":[]}').toString('hex')}'::bytea`
  expect(await change('trace.event_archive', `packed = ${other}`, c.picked.eventId)).toContain(
    'body_changed trace.event_archive',
  )
  expect(await change('trace.event_archive', "packed = '\\x00'", c.picked.eventId)).toContain(
    'body_changed trace.event_archive',
  )
  const inRecords = ['archive_changed production.record_archive']
  expect(await change('production.record_archive', `packed = ${other}`, c.sprayed.recordId)).toEqual(inRecords)
  expect(await change('production.record_archive', 'persons = null', c.sprayed.recordId)).toEqual(inRecords)
  expect(
    await change('production.record_archive', `packed = ${other}, digest = sha256(${other})`, c.sprayed.recordId),
  ).toEqual([...inRecords, ...inRecords])
  expect((await findings()).found).toEqual([])
})

/** An operator with so many records of one spraying, past their time. */
async function manyRecords(many: number) {
  t.setNow('2026-06-01T08:00:00.000Z')
  const farm = await makeFarm(t)
  const one = { profile: 'crop', event: 'pesticide_use', fields: spraying(farm.plot1) }
  const { recordId } = ok(await farm.call(recordProduction, one))
  await t.owner.query(
    `insert into production.record
     select (jsonb_populate_record(r, jsonb_build_object('record_id', gen_random_uuid()))).*
     from production.record r, generate_series(2, $2) where record_id = $1`,
    [recordId, many],
  )
  t.setNow(LATER)
  return farm
}

test('a run goes on where it stood; two at once do nothing twice; a second run finds nothing', async () => {
  const farm = await manyRecords(230)
  const deps = { ...t.deps, db: owner }
  const asked = { what: 'archive' as const, trial: false, operatorId: farm.partyId, reason: '示例' }
  const { runId } = ok(await county(startRetention, asked))
  expect(await county(startRetention, asked)).toMatchObject({ status: 409, body: { reason: 'retention.running' } })
  const archived = () => count('select count(*) from production.record_archive where party_id = $1', [farm.partyId])
  const here = async () => (await runningRuns(owner)).find((r) => r.runId === runId)!
  // killed after the first page: what was done is done, and the run stands after it
  const before = await here()
  expect(await stepRun(deps, before)).toBe(true)
  expect(await archived()).toBe(100)
  // a process that did not notice does the page again: nothing happens
  expect(await stepRun(deps, before)).toBe(false)
  expect(await archived()).toBe(100)
  await Promise.all([work(), work(), work()])
  await work()
  const done = ok(await county(getRetentionRun, { runId }))
  expect(done).toMatchObject({ state: 'finished', parties: 1, counts: { due: 230, done: 230 } })
  expect(done.lines.map((l) => [l.event, l.outcome, l.records])).toEqual([['pesticide_use', 'due', 230]])
  const again = await run('archive')
  expect(again.lines.filter((l) => l.event === 'pesticide_use')).toEqual([])
  const runs = ok(await county(listRetentionRuns, { limit: 1 }))
  expect([runs.items[0]!.runId, runs.nextCursor]).toEqual([again.runId, expect.any(String)])
  await sealer.all()
  expect((await findings()).found).toEqual([])
})

test('a run that was stopped stays stopped', async () => {
  const farm = await manyRecords(101)
  const started = ok(
    await county(startRetention, { what: 'archive', trial: false, operatorId: farm.partyId, reason: '示例' }),
  )
  expect(ok(await county(stopRetention, { runId: started.runId })).state).toBe('stopped')
  expect(await county(stopRetention, { runId: started.runId })).toMatchObject({ status: 409 })
  await work()
  expect(await count('select count(*) from production.record_archive where party_id = $1', [farm.partyId])).toBe(0)
})

test('purging needs a decision; persons go first; the log, the audit and the trace name the decision', async () => {
  const refused = await county(startRetention, { what: 'purge', trial: false, reason: '示例' })
  expect(refused).toMatchObject({ status: 400, body: { reason: 'retention.decision_needed' } })
  const elsewhere = agencyOf(t, ['460300'])
  const far = { what: 'purge' as const, trial: false, decisionNo: '示例', reason: '示例', operatorId: c.farm.partyId }
  expect((await elsewhere(startRetention, far)).status).toBe(404)

  // a record of which a case was opened after it was archived stays as well
  keepCase = [c.picked.recordId]
  const persons = await run('purge_persons')
  expect(persons.counts).toMatchObject({ due: 1, done: 1 })
  const key = { partyId: c.farm.partyId, recordId: c.sprayed.recordId, reason: '示例核查' }
  expect(await county(unmaskRecord, key)).toMatchObject({ status: 404, body: { reason: 'personal.not_found' } })
  expect(ok(await county(openArchivedRecord, key)).content).toHaveProperty('fields')

  const { counts } = await run('purge')
  expect([counts.blocked, counts.done]).toEqual([1, counts.due])
  expect(await county(openArchivedRecord, key)).toMatchObject({ status: 404, body: { reason: 'archive.not_found' } })
  expect(ok(await county(getRecordRetention, key))).toMatchObject({ decision: '示例销毁〔2032〕1号' })
  keepCase = []
  expect((await run('purge')).counts).toMatchObject({ blocked: 0, done: 1 })
  const back = { partyId: c.shop.partyId, holdingId: c.got.batch.holdingId, direction: 'back' as const }
  const event = ok(await county(traceItem, back)).events.find((e) => e.eventId === c.picked.eventId)
  expect(event).toMatchObject({ profileEvent: 'harvest', archived: { decision: '示例销毁〔2032〕1号' } })
  const epcis = await t.app.inject({ url: `/epcis/events/urn:uuid:${c.picked.eventId}`, headers: county.headers })
  expect(epcis.statusCode).toBe(404)
  expect((await t.app.inject({ url: `/s/${c.got.batch.code}` })).statusCode).toBe(200)
  await sealer.all()
  const { found, erased } = await findings()
  expect([found, erased]).toEqual([[], 3])
})
