import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { aFacts, creditCode } from '../../../../test/registry.ts'
import { newId } from '../../../platform/id.ts'
import { divisionsOf, putParty } from '../../identity/index.ts'
import { refreshOperatorAreas } from './areas.ts'
import { unscopedBuyers } from './list.ts'
import { putOperator } from './queries.ts'
import type { OperatorState } from './rules.ts'
import { listOperators } from './schema.ts'

let t: TestApp
let n = 0
async function operator(
  name: string,
  over: { divisionId?: string; sectors?: string[]; state?: OperatorState; form?: 'individual' } = {},
) {
  const { divisionId = '460204', sectors = ['crop'], state = 'approved', form = 'enterprise' } = over
  const partyId = newId()
  n++
  const now = `2026-06-01T08:00:00.${String(n).padStart(6, '0')}Z`
  await t.db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, sectors, divisionId, now })
    const areas = (await divisionsOf(tx, [divisionId])).get(divisionId)!.path
    const facts = aFacts({ name, form, sectors, divisionId, creditCode: creditCode(n) })
    const code = `13${String(n).padStart(18, '0')}`
    if (state === 'approved')
      await tx.insertInto('registry.subjectCode').values({ code, partyId, issuedAt: now }).execute()
    const written = {
      partyId,
      state,
      stateReason: null,
      subjectCode: state === 'approved' ? code : null,
      facts,
      registeredAt: now,
    }
    await putOperator(tx, written, areas, now)
  })
  return { partyId, creditCode: creditCode(n), code: `13${String(n).padStart(18, '0')}` }
}

beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const all = ['crop', 'livestock', 'fishery']
const county = (divisions: string[], sectors = all) => t.as({ kind: 'agency', divisions, sectors })
type Query = Parameters<ReturnType<typeof county>>[1]
async function names(call: ReturnType<typeof county>, q: Query = {}) {
  const { status, body } = await call(listOperators, q)
  if (status !== 200) throw new Error(body.reason)
  return body.items.map((o) => o.name)
}

test('lists are the jurisdiction: its divisions crossed with its sectors, an operator of two sectors once', async () => {
  await operator('示例甲果园', { divisionId: '460204198029' })
  await operator('示例乙农场', { divisionId: '460204', sectors: ['crop', 'fishery', 'livestock'] })
  await operator('示例丙渔业', { divisionId: '460203', sectors: ['fishery'] })
  await operator('示例丁果园', { divisionId: '469002', form: 'individual', state: 'suspended' })
  expect(await names(county(['460204']))).toEqual(['示例乙农场', '示例甲果园'])
  expect(await names(county(['460203']))).toEqual(['示例丙渔业'])
  expect(await names(county(['460200'], ['fishery']))).toEqual(['示例丙渔业', '示例乙农场'])
  const province = county(['460000'])
  expect(await names(province)).toEqual(['示例丁果园', '示例丙渔业', '示例乙农场', '示例甲果园'])
  expect(await names(county(['460200', '460204']))).toEqual(['示例丙渔业', '示例乙农场', '示例甲果园'])
  expect(await names(county([]))).toEqual([])
  expect(await names(county(['460204'], []))).toEqual([])
  expect((await t.as()(listOperators, {})).body.items).toEqual([]) // an operator has no list of operators

  expect(await names(province, { divisionId: '460200' })).toEqual(['示例丙渔业', '示例乙农场', '示例甲果园'])
  expect(await names(county(['460204']), { divisionId: '460000' })).toEqual(['示例乙农场', '示例甲果园'])
  expect(await names(county(['460204']), { divisionId: '460203' })).toEqual([])
  expect(await names(province, { state: 'suspended' })).toEqual(['示例丁果园'])
  expect(await names(province, { form: 'individual' })).toEqual(['示例丁果园'])
  expect(await names(province, { sector: 'livestock' })).toEqual(['示例乙农场'])
  expect(await names(province, { sort: 'name' })).toEqual(['示例丙渔业', '示例丁果园', '示例甲果园', '示例乙农场'])
})

test('a name is found by two characters, by longer runs exactly, by initials, by pinyin, by its codes', async () => {
  const { partyId, creditCode: code, code: subject } = await operator('文昌椰海芒果合作社', { divisionId: '469005' })
  await operator('文昌海椰种植场', { divisionId: '469005' })
  const call = county(['469005'])
  expect(await names(call, { q: '椰海' })).toEqual(['文昌椰海芒果合作社'])
  expect(await names(call, { q: '文昌' })).toEqual(['文昌海椰种植场', '文昌椰海芒果合作社'])
  expect(await names(call, { q: '芒果 椰海' })).toEqual(['文昌椰海芒果合作社'])
  // every gram is there, but not in this order
  expect(await names(call, { q: '果合作社文昌椰海芒果' })).toEqual([])
  expect(await names(call, { q: 'wcyh' })).toEqual(['文昌椰海芒果合作社'])
  expect(await names(call, { q: 'WenChang' })).toEqual(['文昌海椰种植场', '文昌椰海芒果合作社'])
  expect(await names(call, { q: code })).toEqual(['文昌椰海芒果合作社'])
  expect(await names(call, { q: `https://sy.example/s/${subject}` })).toEqual(['文昌椰海芒果合作社'])
  const neighbour = county(['469006'])
  for (const q of ['椰海', 'wcyh', code, subject]) expect(await names(neighbour, { q })).toEqual([])
  expect(await call(listOperators, { q: '椰' })).toMatchObject({
    status: 400,
    body: { reason: 'operator.search_too_short' },
  })
  expect(await names(call, { q: '%' }).catch((e) => e.message)).toBe('operator.search_too_short')
  expect((await unscopedBuyers(t.db, '椰海')).map((b) => b.partyId)).toEqual([partyId])
  expect(await unscopedBuyers(t.db, '示例丁')).toEqual([]) // suspended
})

test('pages follow each other without gap or repetition, in every order and way of finding', async () => {
  for (let i = 0; i < 7; i++)
    await operator(`琼海百花${'甲乙丙丁戊己庚'[i]}场`, {
      divisionId: '469002',
      sectors: i % 2 ? ['crop', 'fishery'] : ['fishery'],
    })
  await operator('且慢百花园', { divisionId: '469002' })
  // `an`: initials of the first four, pinyin of the others
  for (const name of ['阿牛', '阿娜', '阿宁', '阿南', '安心', '安乐', '安康', '岸边'])
    await operator(`${name}百花园`, { divisionId: '469002' })
  const call = county(['469002'])
  for (const q of [
    {},
    { sort: 'name' },
    { q: '百花' },
    { q: 'qh' },
    { q: 'q' },
    { q: 'an' },
    { sector: 'fishery' },
  ] as Query[]) {
    const whole = (await call(listOperators, { ...q, limit: 200 })).body.items.map((o) => o.partyId)
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const { body } = await call(listOperators, { ...q, limit: 3, ...(cursor ? { cursor } : {}) })
      paged.push(...body.items.map((o) => o.partyId))
      cursor = body.nextCursor ?? undefined
    } while (cursor)
    expect(paged, JSON.stringify(q)).toEqual(whole)
    expect(new Set(paged).size).toBe(paged.length)
    expect(paged.length).toBeGreaterThan(6)
  }
})

test('when the division tree is loaded anew, operators follow their divisions, once', async () => {
  const now = '2026-06-02T00:00:00.000Z'
  await operator('示例迁移园', { divisionId: '460105001' })
  const [before, after] = [county(['460105']), county(['460107'])]
  expect(await names(before, { q: '迁移' })).toEqual(['示例迁移园'])
  await refreshOperatorAreas(t.db, now)
  expect(await refreshOperatorAreas(t.db, now)).toBe(0)
  await t.db
    .updateTable('identity.division')
    .set({ parentId: '460107', path: ['0', '460000', '460100', '460107', '460105001'] })
    .where('divisionId', '=', '460105001')
    .execute()
  await t.db.updateTable('platform.dataset').set({ hash: 'newer' }).where('name', '=', 'divisions').execute()
  expect(await refreshOperatorAreas(t.db, now)).toBe(1)
  for (const q of [{}, { q: '迁移' }, { q: 'slqyy' }]) {
    expect(await names(before, q)).not.toContain('示例迁移园')
    expect(await names(after, q)).toContain('示例迁移园')
  }
  expect(await refreshOperatorAreas(t.db, now)).toBe(0)
})
