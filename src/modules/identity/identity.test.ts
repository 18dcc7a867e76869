import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { anonymous } from '../../platform/actor.ts'
import { newId } from '../../platform/id.ts'
import { loadDivisions } from './division/load.ts'
import { findDivisions, showDivision } from './division/schema.ts'
import { divisionsOf, partiesInScope, putParty } from './index.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())
const now = '2026-06-01T08:00:00.000Z'

test('divisions are a tree by parent: counties under a province and towns under a city hang where they belong', async () => {
  const d = await divisionsOf(t.db, ['469002', '460400100', '460108', 'none'])
  expect([...d.values()].map((x) => x.path.join('/')).sort()).toEqual([
    '0/460000/460100/460108',
    '0/460000/460400/460400100',
    '0/460000/469002',
  ])
})

test('divisions are loaded once for one file, and again for another, with the areas of every party', async () => {
  const partyId = newId()
  await t.db
    .transaction()
    .execute((tx) =>
      putParty(tx, { partyId, kind: 'operator', name: '示例', divisionId: '469002', sectors: ['crop'], now }),
    )
  expect(await loadDivisions(t.db, now)).toBe(false)
  await sql`update platform.dataset set hash = 'older' where name = 'divisions'`.execute(t.db)
  await sql`delete from identity.party_area where party_id = ${partyId} and division_id = '460000'`.execute(t.db)
  const loads = await Promise.all([loadDivisions(t.db, now), loadDivisions(t.db, now)])
  expect(loads.filter(Boolean)).toHaveLength(1)
  const areas = await t.db
    .selectFrom('identity.partyArea')
    .select('divisionId')
    .where('partyId', '=', partyId)
    .execute()
  expect(areas.map((a) => a.divisionId).sort()).toEqual(['0', '460000', '469002'])
})

test('an agency sees the parties of its divisions that share a sector with it, an operator itself, a visitor none', async () => {
  const party = async (divisionId: string, sectors: string[]) => {
    const partyId = newId()
    await t.db
      .transaction()
      .execute((tx) => putParty(tx, { partyId, kind: 'operator', name: '示例', divisionId, sectors, now }))
    return partyId
  }
  const mango = await party('460204198029', ['crop'])
  const fish = await party('460204', ['fishery'])
  const elsewhere = await party('469002', ['crop'])
  const seen = async (over: Partial<Parameters<typeof partiesInScope>[0]>) =>
    (
      await t.db
        .selectFrom('identity.party as p')
        .select('partyId')
        .where('partyId', 'in', [mango, fish, elsewhere])
        .where(partiesInScope({ ...anonymous('zh'), ...over }, 'p.partyId'))
        .execute()
    ).map((r) => r.partyId)
  expect(await seen({ kind: 'agency', divisions: ['460200'], sectors: ['crop', 'livestock'] })).toEqual([mango])
  expect((await seen({ kind: 'agency', divisions: ['0'], sectors: ['crop'] })).sort()).toEqual(
    [elsewhere, mango].sort(),
  )
  expect(await seen({ kind: 'agency', divisions: ['460200'], sectors: [] })).toEqual([])
  expect(await seen({ kind: 'agency', divisions: [], sectors: ['crop'] })).toEqual([])
  expect(await seen({ kind: 'operator', partyId: fish })).toEqual([fish])
  expect(await seen({})).toEqual([])
})

test('a division is found by its name, a part of it, pinyin, initials and code, the wider first', async () => {
  const find = async (q: string, more: object = {}) =>
    (await t.as()(findDivisions, { q, ...more })).body.items.map((d) =>
      [...d.above.map((a) => a.name), d.name].join(' '),
    )
  expect((await find('琼海'))[0]).toBe('海南省 琼海市')
  expect((await find('qionghai'))[0]).toBe('海南省 琼海市')
  expect((await find('qhs', { within: '460000' }))[0]).toBe('海南省 琼海市')
  expect((await find('海南'))[0]).toBe('海南省')
  expect((await find('469002'))[0]).toBe('海南省 琼海市')
  expect(await find('博鳌', { level: 'township' })).toEqual(['海南省 琼海市 博鳌镇'])
  expect(await find('那大', { within: '460000', level: 'township' })).toEqual(['海南省 儋州市 那大镇'])
  expect(await find('那大', { within: '469002' })).toEqual([])
  expect((await find('琼'))[0]).toMatch(/琼/)
  for (const odd of ['%', '_', '\\', 'zzzzzz', '省省省']) expect(await find(odd), odd).toEqual([])
})

test('below the country are the provinces, below 儋州 its towns; a division that is none is not found', async () => {
  const show = async (divisionId: string) => (await t.as()(showDivision, { divisionId })).body
  expect((await show('0')).children).toHaveLength(31)
  const danzhou = await show('460400')
  expect(danzhou.division.above.map((d) => d.name)).toEqual(['海南省'])
  expect(new Set(danzhou.children.map((d) => d.level))).toEqual(new Set(['township']))
  expect((await show('469099')).reason).toBe('division.not_found')
})

test('a division that no longer stands is not offered, but keeps its name', async () => {
  await sql`update identity.division set valid_to = '2026-01-01' where division_id = '469005'`.execute(t.db)
  expect((await t.as()(findDivisions, { q: '文昌市' })).body.items.filter((d) => d.divisionId === '469005')).toEqual([])
  expect((await divisionsOf(t.db, ['469005'])).get('469005')?.name).toBe('文昌市')
  t.setNow('2025-12-31T15:59:59.000Z')
  expect((await t.as()(findDivisions, { q: '文昌市' })).body.items[0]?.divisionId).toBe('469005')
  t.setNow('2025-12-31T16:00:00.000Z')
  expect((await t.as()(findDivisions, { q: '文昌市' })).body.items.filter((d) => d.divisionId === '469005')).toEqual([])
})
