import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { agency, ref } from '../../../../test/hold/officer.ts'
import { makeFarm, spraying } from '../../../../test/production/farm.ts'
import { aFacts, creditCode } from '../../../../test/registry.ts'
import { newId } from '../../../platform/id.ts'
import type { Permission } from '../../../platform/permissions.ts'
import { harvest } from '../../production/harvest/schema.ts'
import { recordInputPurchase } from '../../production/input/schema.ts'
import { recordProduction, voidRecord } from '../../production/record/schema.ts'
import { recordStep } from '../../production/step/schema.ts'
import { approveFiling, registerOperator } from '../../registry/filing/schema.ts'
import { confirmLicence, fileLicence } from '../../registry/licence/schema.ts'
import { liftHold, placeHold } from '../../trace/hold/schema.ts'
import { listJournal } from '../journal/schema.ts'
import { inOrder } from './rules.ts'
import { listDesk, settleFinding } from './schema.ts'

let t: TestApp
let codes = 100
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

/** Nothing of any kind. */
const none = { filing: 0, identifier: 0, licence: 0, refusal: 0, signal: 0, duty: 0, hold: 0 }
type Farm = Awaited<ReturnType<typeof makeFarm>>

/** A county office of its own place, so that what other tests make does not stand on its desk. */
async function office(divisionId: string, sectors = ['crop']) {
  const call = await agency(t, [divisionId], sectors)
  const { partyId } = call.actor
  await t.db
    .insertInto('identity.agency')
    .values({
      partyId,
      kind: 'supervision',
      level: 'county',
      name: '示例农业农村局',
      department: 'agriculture',
      divisions: [divisionId],
      sectors,
      createdAt: t.deps.clock(),
    })
    .execute()
  return call
}

/** A batch of a farm whose plot was sprayed after the harvest, as was told too late; the failed test of another. */
async function picked(f: Farm, plot = f.plot2) {
  const made = await f.call(harvest, {
    productId: f.productId,
    event: 'harvest',
    quantity: '100',
    fields: { plot, harvested_on: '2026-05-20' },
  })
  expect(made.status).toBe(200)
  return made.body.batch
}
const failTest = async (f: Farm, holdingId: string) => {
  const fields = { kind: 'own', items: '农药残留', tested_on: '2026-05-21', result: 'fail' }
  const failed = await f.call(recordStep, { profile: 'crop', event: 'test', inputs: [{ holdingId }], fields })
  expect(failed.status).toBe(200)
  await t.drain()
  return failed.body.records[0]!
}
const spray = (f: Farm, over: Record<string, unknown>) =>
  f.call(recordProduction, { profile: 'crop', event: 'pesticide_use', fields: spraying(f.plot1, over) })
const banned = { input: { name: '示例净', kind: 'pesticide', source: '示例农资店', substances: ['甲胺磷'] } }
const register = async (divisionId: string) => {
  const visitor = t.as({ kind: 'anonymous', permissions: [] })
  const facts = aFacts({ divisionId, creditCode: creditCode(++codes) })
  const made = await visitor(registerOperator, {
    facts,
    login: `d${codes}${newId().slice(-6)}`,
    password: '芒果园里 17 棵树',
  })
  expect(made.status).toBe(200)
  return made.body
}

test('what waits for a county stands in one queue, oldest first, with what is needed to open it', async () => {
  const county = await office('469005')
  const f = await makeFarm(t, { divisionId: '469005' })
  t.setNow('2026-06-01T08:00:00.000Z')
  const filing = await register('469005')
  t.setNow('2026-06-01T09:00:00.000Z')
  expect((await spray(f, { ...banned, used_on: '2026-06-01', stopped_on: '2026-06-01' })).status).toBe(409)
  t.setNow('2026-06-01T10:00:00.000Z')
  const batch = await picked(f)
  await failTest(f, batch.holdingId)
  t.setNow('2026-06-01T11:00:00.000Z')
  const order = { roots: [ref({ partyId: f.partyId, holdingId: batch.holdingId })], source: 'stop_sale' as const }
  const hold = (await county(placeHold, { ...order, reason: '示例：检测不合格' })).body
  await t.drain()
  const { body } = await county(listDesk, {})
  expect(body.counts).toEqual({ ...none, filing: 1, refusal: 1, signal: 1, hold: 1 })
  expect(body.items).toMatchObject([
    { kind: 'filing', partyId: filing.partyId, id: filing.filingId, partyName: '三亚示例芒果有限公司' },
    { kind: 'refusal', partyId: f.partyId, partyName: '示例农场', reason: 'input.banned', substance: '甲胺磷' },
    { kind: 'signal', signal: 'test_failed', holdingId: batch.holdingId, productName: '示例贵妃芒', code: batch.code },
    { kind: 'hold', partyId: hold.issuerId, id: hold.holdId, state: 'standing', reason: '示例：检测不合格' },
  ])
  expect(body.items.map((i) => Date.parse(i.since))).toEqual([8, 9, 10, 11].map((h) => Date.UTC(2026, 5, 1, h)))
  // two by two, the same queue
  const first = (await county(listDesk, { limit: 2 })).body
  const second = (await county(listDesk, { limit: 2, cursor: first.nextCursor! })).body
  expect([...first.items, ...second.items]).toEqual(body.items)
  expect([second.nextCursor, second.counts]).toEqual([null, body.counts])
  const signals = (await county(listDesk, { kind: 'signal' })).body
  expect([signals.items.map((i) => i.kind), signals.counts]).toEqual([['signal'], body.counts])
  // the journal names the same things
  const [placed] = (await county(listJournal, { kind: 'hold.placed' })).body.items
  expect(placed).toMatchObject({ partyId: hold.issuerId, about: hold.holdId, aboutName: '示例：检测不合格' })
  const [grown] = (await county(listJournal, { partyId: f.partyId, kind: 'production.harvested' })).body.items
  expect(grown).toMatchObject({ partyName: '示例农场', goods: { code: batch.code, productName: '示例贵妃芒' } })
  // what is decided leaves
  await county(approveFiling, { partyId: filing.partyId, filingId: filing.filingId, revision: filing.revision })
  await county(liftHold, { issuerId: hold.issuerId, holdId: hold.holdId, reason: '复检合格' })
  await t.drain()
  expect((await county(listDesk, {})).body.counts).toEqual({ ...none, refusal: 1, signal: 1 })
  t.setNow('2026-06-01T08:00:00.000Z')
})

test('a finding stands on the desk of every agency above until one settles it with a note, once', async () => {
  const county = await office('469006')
  const province = await agency(t, ['460000'])
  const f = await makeFarm(t, { divisionId: '469006' })
  await failTest(f, (await picked(f)).holdingId)
  const mine = async (by: typeof county) =>
    (await by(listDesk, { kind: 'signal', limit: 200 })).body.items.filter((i) => i.partyId === f.partyId)
  const [finding] = await mine(county)
  expect(await mine(province)).toEqual([finding])
  const input = { partyId: f.partyId, findingId: finding!.id, note: '已到场核实，产品未出库' }
  const elsewhere = await agency(t, ['469007'])
  expect(await elsewhere(settleFinding, input)).toMatchObject({ status: 404, body: { reason: 'finding.not_found' } })
  expect((await f.call(settleFinding, input)).status).toBe(404)
  const twice = await Promise.all([county(settleFinding, input), province(settleFinding, input)])
  expect(twice.map((a) => a.status).sort()).toEqual([200, 409])
  expect(twice.find((a) => a.status === 409)!.body.reason).toBe('finding.settled_already')
  expect([await mine(county), await mine(province)]).toEqual([[], []])
  const kept = await t.db
    .selectFrom('platform.journal')
    .select(['about', 'data'])
    .where('kind', '=', 'finding.settled')
    .where('about', '=', finding!.id)
    .execute()
  expect(kept).toMatchObject([{ data: { partyId: f.partyId, signal: 'test_failed', note: input.note } }])
})

test('a signal that no longer holds leaves the desk', async () => {
  const county = await office('469021')
  const f = await makeFarm(t, { divisionId: '469021' })
  const { recordId } = await failTest(f, (await picked(f)).holdingId)
  expect((await county(listDesk, {})).body.counts.signal).toBe(1)
  await f.call(voidRecord, { recordId, reason: '样品有误' })
  await t.drain()
  expect((await county(listDesk, {})).body.counts.signal).toBe(0)
})

test('a use told too late stands as a signal with the input and the day from which a harvest was allowed', async () => {
  const county = await office('469022')
  const f = await makeFarm(t, { divisionId: '469022' })
  const batch = await picked(f, f.plot1)
  expect((await spray(f, { used_on: '2026-05-18', stopped_on: '2026-05-18' })).status).toBe(200)
  await t.drain()
  expect((await county(listDesk, {})).body.items).toMatchObject([
    { signal: 'late_use', holdingId: batch.holdingId, inputName: '示例氯虫苯甲酰胺', allowedFrom: '2026-05-25' },
  ])
  // what the platform does by itself is in the operator's journal, and said to be its own
  const { items } = (await county(listJournal, { partyId: f.partyId, kind: 'production.lateUse' })).body
  expect(items).toMatchObject([{ actor: 'platform', actorName: null, goods: { code: batch.code } }])
})

test('an officer sees the parts that the permissions show; nobody but an agency has a desk', async () => {
  const county = await office('469023')
  const f = await makeFarm(t, { divisionId: '469023' })
  await failTest(f, (await picked(f)).holdingId)
  await register('469023')
  const as = (permissions: Permission[]) => t.as({ ...county.actor, permissions })
  const seen = async (permissions: Permission[]) => (await as(permissions)(listDesk, {})).body
  expect((await seen(['operator:read'])).counts).toEqual({ filing: 1, identifier: 0, licence: 0 })
  expect((await seen(['production:read'])).items.map((i) => i.kind)).toEqual(['signal'])
  expect(await seen([])).toEqual({ items: [], counts: {}, nextCursor: null })
  expect((await f.call(listDesk, {})).body).toEqual({ items: [], counts: {}, nextCursor: null })
  // another sector of the same county
  const fishery = t.as({ ...county.actor, sectors: ['fishery'] })
  expect((await fishery(listDesk, {})).body.counts).toEqual(none)
})

test('of a mixed operator an officer sees the findings of the own sectors, and a purchase, which has none', async () => {
  const county = await office('469024', ['crop', 'fishery'])
  const f = await makeFarm(t, { divisionId: '469024', sectors: ['crop', 'fishery'] })
  await failTest(f, (await picked(f)).holdingId)
  const bought = {
    ...banned.input,
    kind: 'pesticide' as const,
    quantity: '1',
    unit: 'l' as const,
    boughtOn: '2026-06-01',
  }
  expect((await f.call(recordInputPurchase, bought)).status).toBe(409)
  await t.drain()
  const kinds = async (sectors: string[]) =>
    (await t.as({ ...county.actor, sectors })(listDesk, {})).body.items.map((i) => i.kind).sort()
  expect(await kinds(['crop'])).toEqual(['refusal', 'signal'])
  expect(await kinds(['fishery'])).toEqual(['refusal'])
})

test('a licence that an operator filed waits on the desk of the agency that confirms it', async () => {
  const county = await office('469025', ['farm_input'])
  const f = await makeFarm(t, { divisionId: '469025', sectors: ['farm_input'] })
  const filed = await f.call(fileLicence, { kind: 'pesticide_trade', number: '示例证1', issuer: '示例农业农村局' })
  expect(filed.status).toBe(200)
  const { partyId, licenceId } = filed.body
  const { body } = await county(listDesk, {})
  expect(body.counts.licence).toBe(1)
  expect(body.items).toMatchObject([
    { kind: 'licence', partyId, id: licenceId, number: '示例证1', names: expect.any(Object) },
  ])
  const elsewhere = await office('469026', ['farm_input'])
  expect((await elsewhere(listDesk, {})).body.counts.licence).toBe(0)
  await county(confirmLicence, { partyId, licenceId })
  expect((await county(listDesk, {})).body.counts.licence).toBe(0)
})

test('times with and without a fraction stand in the order of time', () => {
  const at = (since: string, id = 'a') => ({ since: `2026-06-01T08:00:${since}Z`, id })
  const mixed = [at('00.1'), at('01'), at('00.12'), at('00', 'b'), at('00')]
  expect(mixed.sort(inOrder)).toEqual([at('00'), at('00', 'b'), at('00.1'), at('00.12'), at('01')])
})
