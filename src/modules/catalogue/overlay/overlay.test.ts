import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { refusal } from '../../../../test/market.ts'
import { makeFarm } from '../../../../test/production/farm.ts'
import { getProfile } from '../../production/profile/schema.ts'
import { recordProduction } from '../../production/record/schema.ts'
import { createProduct } from '../schema.ts'
import { addTracedClass, endTracedClass, getTracedClass, listTracedClasses } from '../traced/schema.ts'
import { approveOverlay, getOverlay, listOverlays, proposeOverlay, refuseOverlay, withdrawOverlay } from './schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow('2026-06-01T04:00:00.000Z')
})
afterAll(() => t.close())

const office = (divisions: string[], sectors = ['crop']) => t.as({ kind: 'agency', divisions, sectors })
const decision = { decisionNo: '琼示例〔2026〕1号', reason: '示例' }
const proposal = (over: object = {}) => ({
  ...{ profile: 'crop', divisionId: '460000', validFrom: '2026-06-10', ...decision },
  changes: [
    {
      event: 'field_work',
      fields: [
        {
          ...{ type: 'text' as const, key: 'hn_team', names: { zh: '作业队', en: 'Team' }, required: true as const },
          ...{ source: '琼示例〔2026〕1号', confidence: 'document' as const },
        },
      ],
    },
  ],
  ...over,
})
const work = (f: Awaited<ReturnType<typeof makeFarm>>, on: string, more: object = {}) =>
  f.call(recordProduction, {
    ...{ profile: 'crop', event: 'field_work' },
    fields: { plot: f.plot1, work: 'weeding', done_on: on, ...more },
  })

test('an overlay of a province binds its operators from its first day, after another account approved it', async () => {
  const f = await makeFarm(t)
  const elsewhere = await makeFarm(t, { divisionId: '440111' })
  const [one, other] = [office(['460000']), office(['460000'])]
  const { overlayId, actions } = (await one(proposeOverlay, proposal())).body
  expect(actions).toEqual(['withdraw'])
  expect(refusal(await one(approveOverlay, { overlayId }))).toBe('403 overlay.own_proposal')
  expect(refusal(await other(withdrawOverlay, { overlayId }))).toBe('403 overlay.other_proposal')
  expect(refusal(await office(['460200'])(approveOverlay, { overlayId }))).toBe('403 profile.outside_jurisdiction')
  expect(refusal(await office(['460000'], ['fishery'])(approveOverlay, { overlayId }))).toBe(
    '403 profile.outside_jurisdiction',
  )
  expect((await other(approveOverlay, { overlayId })).body.state).toBe('approved')
  expect(refusal(await other(refuseOverlay, { overlayId, reason: '示例' }))).toBe('409 overlay.decided')

  t.setNow('2026-06-12T04:00:00.000Z')
  const fieldsOf = async (farm: typeof f) => {
    const { events } = (await farm.call(getProfile, { id: 'crop' })).body
    return events.find((e) => e.id === 'field_work')!.fields.map((x) => x.key)
  }
  expect(await fieldsOf(f)).toContain('hn_team')
  expect(await fieldsOf(elsewhere)).not.toContain('hn_team')
  // judged by what was in force at the event's time
  const wrong = await work(f, '2026-06-11')
  expect(wrong.body).toMatchObject({ details: { issues: [{ key: 'hn_team', reason: 'field.missing' }] } })
  const before = await work(f, '2026-06-09', { hn_team: '示例队' })
  expect(before.body).toMatchObject({ details: { issues: [{ key: 'hn_team', reason: 'field.unknown' }] } })
  const unbound = await work(elsewhere, '2026-06-11', { hn_team: '示例队' })
  expect(unbound.body).toMatchObject({ details: { issues: [{ key: 'hn_team', reason: 'field.unknown' }] } })

  // a later version takes the place of the first, and ends
  const end = { validFrom: '2026-06-12', validTo: '2026-06-13', changes: proposal().changes }
  const second = (await one(proposeOverlay, proposal(end))).body
  expect(second.version).toBe(2)
  await other(approveOverlay, { overlayId: second.overlayId })
  t.setNow('2026-06-14T04:00:00.000Z')
  expect(await fieldsOf(f)).not.toContain('hn_team')
  const { items } = (await f.call(listOverlays, { profile: 'crop' })).body
  expect(items.map((o) => [o.version, o.state, o.actions])).toEqual([
    [2, 'approved', []],
    [1, 'approved', []],
  ])
})

test.each([
  [
    'a field that the law asks for, only recommended',
    { changes: [{ event: 'pesticide_use', require: [{ key: 'maker', required: 'warn' as const, source: 'x' }] }] },
    '400 overlay.loosens',
  ],
  ['a day that has passed', { validFrom: '2026-05-01' }, '400 overlay.in_past'],
  ['a city', { divisionId: '460200' }, '400 overlay.not_a_province'],
  ['another province', { divisionId: '440000' }, '403 profile.outside_jurisdiction'],
  ['a profile that is not there', { profile: 'moon' }, '400 traced_class.profile_unknown'],
])('an overlay with %s is refused', async (_, over, reason) => {
  expect(refusal(await office(['460000'])(proposeOverlay, proposal({ validFrom: '2027-01-01', ...over })))).toBe(reason)
})

test('the catalogue puts a class under a profile in a division from a day on, without deployment', async () => {
  const officer = office(['460000'], ['crop', 'food'])
  const entry = { classCode: '0104', profile: 'meat_vegetable', divisionId: '460000', ...decision }
  const product = { name: '示例菜心', spec: '', classCode: '010402S01', unit: 'kg' as const }
  const f = await makeFarm(t, { sectors: ['crop', 'food'] })
  const elsewhere = await makeFarm(t, { divisionId: '440111', sectors: ['crop', 'food'] })
  expect((await f.call(createProduct, product)).body.profile).toBe('crop')
  const added = await officer(addTracedClass, { ...entry, validFrom: '2026-06-01' })
  expect(added.body).toMatchObject({ divisionName: '海南省', profile: 'meat_vegetable' })
  expect((await f.call(createProduct, { ...product, name: '示例菜心二' })).body).toMatchObject({
    profile: 'meat_vegetable',
    sector: 'food',
  })
  expect((await elsewhere.call(createProduct, product)).body.profile).toBe('crop')
  const { entryId } = added.body
  const ended = await officer(endTracedClass, { entryId, validTo: '2026-06-02', decisionNo: '琼示例〔2026〕2号' })
  expect(ended.body).toMatchObject({ endedDecision: '琼示例〔2026〕2号' })
  expect(refusal(await officer(endTracedClass, { entryId, validTo: '2026-06-02', decisionNo: 'x' }))).toBe(
    '409 traced_class.ended',
  )
  expect((await f.call(createProduct, { ...product, name: '示例菜心三' })).body.profile).toBe('crop')
  expect((await f.call(listTracedClasses, { date: '2026-06-01' })).body.items).toHaveLength(1)
  expect((await f.call(listTracedClasses, { date: '2026-06-02' })).body.items).toEqual([])
  const told = await t.owner.query(`select kind, data from platform.journal where about = $1 order by at, kind`, [
    entryId,
  ])
  expect(told.rows.map((r) => r.kind)).toEqual(['tracedClass.added', 'tracedClass.ended'])
  expect(told.rows[0].data).toMatchObject({ decisionNo: '琼示例〔2026〕1号', reason: '示例' })
})

test('an entry is found by place, class and decision, and by whom it concerns; a new one takes its place in one step', async () => {
  const officer = office(['460000'], ['crop', 'food'])
  const county = office(['469028'], ['crop', 'food'])
  const add = {
    classCode: '010402',
    profile: 'meat_vegetable',
    divisionId: '469028',
    ...decision,
    decisionNo: '琼示例〔2026〕9号',
  }
  const { entryId } = (await officer(addTracedClass, { ...add, validFrom: '2026-06-01' })).body
  const grower = await makeFarm(t, { divisionId: '469028', sectors: ['crop', 'food'] })
  const plain = await makeFarm(t, { divisionId: '469028' })
  const pond = await makeFarm(t, { divisionId: '469028', sectors: ['fishery'] })
  // as signed in: the sectors of an operator are not its actor's
  const signedIn = t.as({ ...plain.call.actor, sectors: [] })
  const elsewhere = await makeFarm(t, { divisionId: '440111', sectors: ['crop', 'food'] })
  const ids = async (by: typeof officer, f: object) => (await by(listTracedClasses, f)).body.items.map((i) => i.entryId)
  for (const f of [
    { divisionId: '460000' },
    { divisionId: '469028' },
    { q: '010402' },
    { q: '2026〕9号' },
    { mine: 'yes' as const },
  ])
    expect(await ids(county, f)).toContain(entryId)
  for (const f of [{ divisionId: '440000' }, { q: '010405' }, { profile: 'crop' }])
    expect(await ids(county, f)).not.toContain(entryId)
  expect(await ids(grower.call, { mine: 'yes' })).toContain(entryId)
  // whose class it is, though the profile is of another sector; another sector, another place
  expect(await ids(signedIn, { mine: 'yes' })).toContain(entryId)
  expect(await ids(pond.call, { mine: 'yes' })).not.toContain(entryId)
  expect(await ids(elsewhere.call, { mine: 'yes' })).not.toContain(entryId)
  const actionsFor = async (by: typeof officer) => (await by(getTracedClass, { entryId })).body.actions
  expect(await actionsFor(officer)).toEqual(['change', 'end'])
  expect(await actionsFor(grower.call)).toEqual([])
  expect(await actionsFor(office(['440000'], ['food']))).toEqual([])

  const next = { ...add, validFrom: '2026-07-01', decisionNo: '琼示例〔2026〕10号', replaces: entryId }
  expect(refusal(await officer(addTracedClass, { ...next, classCode: '010405' }))).toBe('400 traced_class.other_thing')
  expect((await officer(getTracedClass, { entryId })).body.validTo).toBeNull()
  expect((await officer(addTracedClass, next)).status).toBe(200)
  const ended = { validTo: '2026-07-01', endedDecision: '琼示例〔2026〕10号', actions: [] }
  expect((await officer(getTracedClass, { entryId })).body).toMatchObject(ended)
  expect(await ids(county, { q: '010402', date: '2026-07-02' })).toHaveLength(1)
})

test('one overlay says who proposed and decided it to those who may decide there, and when a later one takes its place', async () => {
  const [one, other] = [office(['460000'], ['fishery']), office(['460000'], ['fishery'])]
  const change = { event: 'stocking', require: [{ key: 'person', required: 'warn' as const, source: '示例' }] }
  const over = { profile: 'fishery', changes: [change] }
  const propose = async (validFrom: string) =>
    (await one(proposeOverlay, proposal({ ...over, validFrom }))).body.overlayId
  const first = await propose('2027-01-01')
  await other(approveOverlay, { overlayId: first })
  const second = await propose('2027-06-01')
  const read = async (overlayId: string, by = other) => (await by(getOverlay, { overlayId })).body
  expect(await read(first)).toMatchObject({ state: 'approved', replacedOn: null, actions: [] })
  expect(await read(second)).toMatchObject({ state: 'proposed', actions: ['approve', 'refuse'] })
  expect((await read(second, one)).actions).toEqual(['withdraw'])
  await other(approveOverlay, { overlayId: second })
  expect((await read(first)).replacedOn).toBe('2027-06-01')
  expect((await one(listOverlays, { divisionId: '460000', profile: 'fishery' })).body.items).toHaveLength(2)
  expect((await one(listOverlays, { divisionId: '440000', profile: 'fishery' })).body.items).toEqual([])
})

test('the catalogue takes no profile that is not for the class', async () => {
  const officer = office(['460000'], ['crop', 'drug'])
  const entry = { classCode: '0104', profile: 'drug', divisionId: '460000', validFrom: '2026-06-01', ...decision }
  expect(refusal(await officer(addTracedClass, entry))).toBe('400 traced_class.not_covered')
})
