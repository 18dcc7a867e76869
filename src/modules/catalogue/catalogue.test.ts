import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { makeOperator } from '../../../test/hold/goods.ts'
import { newId } from '../../platform/id.ts'
import { putParty } from '../identity/index.ts'
import { bannedInputs, loadCatalogue, productFacts } from './index.ts'
import * as api from './schema.ts'

let t: TestApp
let partyId: string
const now = '2026-06-01T08:00:00.000Z'
beforeAll(async () => {
  t = await testApp()
  partyId = await makeOperator(t.deps, '460204')
})
afterAll(() => t.close())

const mango = { name: '贵妃芒', spec: '一级', classCode: '0103S01', unit: 'kg' as const }

test.each([
  ['芒', '0103S01'],
  ['mangguo', '0103S01'],
  ['mg', '0103S01'],
  ['mango', '0103S01'],
  ['0103s01', '0103S01'],
  ['罗非', '03'],
])('a product class is found by %s', async (q, code) => {
  const { body } = await t.as()(api.listProductClasses, { q })
  expect(body.items.some((c) => c.code.startsWith(code))).toBe(true)
})

test.each(['芒果', 'mangguo', 'Mango'])('%s finds the class called so before what is made of it', async (q) => {
  const { body } = await t.as()(api.listProductClasses, { q })
  expect(body.items.map((c) => c.code)).toEqual(expect.arrayContaining(['0103S01', '0103S9001']))
  expect(body.items[0]!.code).toBe('0103S01')
})

test('a class says where it hangs, where it comes from and whether the certificate covers it', async () => {
  const { body } = await t.as()(api.listProductClasses, { q: '芒果' })
  expect(body.items.find((c) => c.code === '0103S01')).toMatchObject({
    above: [{ code: '01', name: '种植业产品' }, { code: '0103' }],
    certificate: 'covered',
    source: 'suyuan',
    unit: 'kg',
  })
  expect((await t.as()(api.listProductClasses, { parent: '-' })).body.items.map((c) => c.code)).toEqual([
    '01',
    '02',
    '03',
    'S2',
    'S3',
    'S4',
    'S5',
    'S6',
    'S7',
  ])
  expect((await t.as()(api.listProductClasses, { q: '%' })).body.items).toEqual([])
})

test('an operator adds a product, which takes sector, profile and certificate from its class', async () => {
  const own = t.as({ partyId })
  const { status, body } = await own(api.createProduct, mango)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    sector: 'crop',
    profile: 'crop',
    certificate: 'covered',
    className: '芒果',
    retiredAt: null,
  })
  expect(await productFacts(t.db, partyId, body.productId)).toMatchObject({
    name: '贵妃芒',
    unit: 'kg',
    retired: false,
  })
  const journal = await t.db
    .selectFrom('platform.journal')
    .select('kind')
    .where('partyId', '=', partyId)
    .where('about', '=', body.productId)
    .execute()
  expect(journal).toEqual([{ kind: 'product.created' }])
})

test('a product sent twice, or twice at once, is there once; the same name and spec is refused by name', async () => {
  const own = t.as({ partyId })
  const id = newId()
  const both = await Promise.all([1, 2].map(() => own(api.createProduct, { ...mango, name: '台农芒' }, id)))
  expect(both[0]!.body).toEqual(both[1]!.body)
  const again = await own(api.createProduct, { ...mango, name: '台农芒' })
  expect(again).toMatchObject({ status: 409, body: { reason: 'constraint.product_name_unique' } })
  expect((await own(api.createProduct, { ...mango, name: '台农芒', spec: '二级' })).status).toBe(200)
})

test('a product in a unit its profile does not know, or of too wide a class, is refused with what to do', async () => {
  const own = t.as({ partyId })
  expect(await own(api.createProduct, { ...mango, name: 'x', unit: 'head' })).toMatchObject({
    status: 400,
    body: { reason: 'product.wrong_unit', details: { units: expect.arrayContaining(['kg']) } },
  })
  expect((await own(api.createProduct, { ...mango, name: 'x', classCode: '01' })).body.reason).toBe(
    'product.class_too_wide',
  )
  expect((await own(api.createProduct, { ...mango, name: 'x', classCode: '7' })).body.reason).toBe(
    'product.class_unknown',
  )
})

test('a retired product leaves the list, cannot be changed, and frees its name', async () => {
  const own = t.as({ partyId })
  const { body: p } = await own(api.createProduct, { ...mango, name: '凯特芒' })
  const { productId } = p
  expect((await own(api.editProduct, { ...mango, name: '凯特芒果', productId })).body.name).toBe('凯特芒果')
  expect((await own(api.retireProduct, { productId })).body.retiredAt).not.toBeNull()
  expect((await own(api.listProducts, { q: '凯特' })).body.items).toEqual([])
  expect((await own(api.listProducts, { retired: 'only' })).body.items).toHaveLength(1)
  expect((await own(api.editProduct, { ...mango, productId })).body.reason).toBe('product.retired')
  expect((await own(api.retireProduct, { productId })).body.reason).toBe('product.retired')
  expect((await own(api.createProduct, { ...mango, name: '凯特芒果' })).status).toBe(200)
  expect((await productFacts(t.db, partyId, productId)).retired).toBe(true)
})

test('products are listed by page in reading order; another operator and a neighbour county see none of them, nor by id', async () => {
  const own = t.as({ partyId })
  for (const name of ['阿芒', '波罗', '芭蕉']) await own(api.createProduct, { ...mango, name })
  const first = (await own(api.listProducts, { limit: 2 })).body
  expect(first.items.map((p) => p.name)).toEqual(['阿芒', '芭蕉'])
  const second = (await own(api.listProducts, { limit: 2, cursor: first.nextCursor! })).body
  expect(second.items[0]!.name).toBe('波罗')
  expect((await own(api.listProducts, { cursor: 'nonsense' })).body.reason).toBe('cursor.malformed')
  const { productId } = first.items[0]!
  const county = (division: string, sectors = ['crop']) => t.as({ kind: 'agency', divisions: [division], sectors })
  expect((await county('460204')(api.listProducts, { partyId })).body.items.length).toBeGreaterThan(2)
  for (const other of [t.as(), county('460203'), county('460204', ['fishery'])]) {
    expect((await other(api.listProducts, { partyId })).body.items).toEqual([])
    expect((await other(api.findProduct, { partyId, productId })).status).toBe(404)
    expect((await other(api.editProduct, { ...mango, productId })).status).toBe(404)
    expect((await other(api.retireProduct, { productId })).status).toBe(404)
  }
})

test("an agency of one sector sees a mixed operator's products of that sector only", async () => {
  const mixed = newId()
  const sectors = ['crop', 'fishery']
  await t.db
    .transaction()
    .execute((tx) =>
      putParty(tx, { partyId: mixed, kind: 'operator', name: '示例农场', divisionId: '460204', sectors, now }),
    )
  await t.as({ partyId: mixed })(api.createProduct, mango)
  const fishery = t.as({ kind: 'agency', divisions: ['460204'], sectors: ['fishery'] })
  expect((await fishery(api.listProducts, { partyId: mixed })).body.items).toEqual([])
})

test('substances are those in force on the day asked for, with their basis and how sure we are', async () => {
  const call = t.as()
  const on = async (date: string) => (await call(api.listSubstances, { date, q: '六六六' })).body.items
  expect(await on('2002-06-04')).toEqual([])
  expect(await on('2002-06-05')).toMatchObject([
    { status: 'banned', basis: '农业部公告第199号', confidence: expect.stringContaining('confirmed') },
  ])
  expect((await call(api.listSubstances, { q: 'ddt', status: 'banned' })).body.items).toMatchObject([
    { substance: '滴滴涕' },
  ])
  expect((await bannedInputs(t.db, '2026-06-01')).length).toBeGreaterThan(50)
})

test('reference data is loaded once for one file and again for another; a class that is gone is no longer offered', async () => {
  expect(await loadCatalogue(t.db, now)).toBe(false)
  await sql`update platform.dataset set hash = 'older' where name = 'product-classification'`.execute(t.db)
  await sql`insert into catalogue.product_class select 'GONE', parent_code, level, path, name, name_en, pinyin, initials,
    sector, unit, certificate, certificate_group, source, verified, true from catalogue.product_class where code = '0103S01'`.execute(
    t.db,
  )
  const loads = await Promise.all([loadCatalogue(t.db, now), loadCatalogue(t.db, now)])
  expect(loads.filter(Boolean)).toHaveLength(1)
  const own = t.as({ partyId })
  expect((await own(api.createProduct, { ...mango, name: 'gone', classCode: 'GONE' })).body.reason).toBe(
    'product.class_unknown',
  )
})
