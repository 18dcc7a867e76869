import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { anonymous } from '../../platform/actor.ts'
import { newId } from '../../platform/id.ts'
import { loadDivisions } from './division/load.ts'
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
