import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import {
  agencyOf,
  deliver,
  holdGoods,
  makeTrader,
  pdfOf,
  refusal,
  sendBack,
  stepOf,
  type Trader,
} from '../../../test/market.ts'
import { splitBatch, voidEvent } from '../trace/index.ts'
import { publicCertificate, publicCertificateOf, publicCertificatesBehind } from './index.ts'
import * as api from './schema.ts'

let t: TestApp
let farm: Trader
let shop: Trader
const eventTime = '2026-06-01T08:00:00.000Z'
beforeAll(async () => {
  t = await testApp()
  farm = await makeTrader(t)
  shop = await makeTrader(t, { name: '示例海口收购站', divisionId: '460106' })
})
afterAll(() => t.close())

const control = { basis: ['quality_control' as const] }
const certify = (who: Trader, holdingId: string, over: object = {}) =>
  who.call(api.issueCertificate, { holdingId, style: 1, ...control, ...over })
const idsOf = (items: { certificateId: string }[]) => items.map((c) => c.certificateId)

/** Goods of the farm that the shop has bought. */
const bought = (from: { holdingId: string }, quantity = '10') => deliver(farm, shop, from.holdingId, quantity)

test('a certificate says product, quantity, origin, time, who promises and the contact, under a code of its own', async () => {
  const batch = await farm.grow('100')
  const { status, body } = await certify(farm, batch.holdingId, { quantity: '80' })
  expect(status).toBe(200)
  expect(body.code).toMatch(/^15\d{18}$/)
  expect(body).toMatchObject({
    style: 1,
    basis: ['quality_control'],
    batchCode: batch.code,
    productName: '示例贵妃芒 一级',
    quantity: '80',
    unit: 'kg',
    issuerName: farm.name,
    contact: '13800000012',
    issuedAt: '2026-06-01T08:00:00Z',
    collected: [],
    voidedAt: null,
  })
  expect(body.origin).toMatch(/^海南省.*三亚/)
  const code = await t.db.selectFrom('trace.code').selectAll().where('code', '=', body.code).executeTakeFirstOrThrow()
  expect(code).toMatchObject({ kind: 'certificate', partyId: farm.partyId, targetId: body.certificateId })
})

test('a certificate is refused for goods that are held, used up, of others, not covered, or by who is not in force', async () => {
  const held = await farm.grow('10')
  await holdGoods(t, held)
  expect(refusal(await certify(farm, held.holdingId))).toBe('409 batch.held')
  const gone = await farm.grow('10')
  await farm.consume(gone.holdingId, '10')
  expect(refusal(await certify(farm, gone.holdingId))).toBe('409 batch.empty')
  const some = await farm.grow('10')
  expect(refusal(await certify(shop, some.holdingId))).toBe('404 holding.not_found')
  expect(refusal(await certify(farm, some.holdingId, { quantity: '10.5' }))).toBe('409 certificate.more_than_batch')
  expect(refusal(await certify(farm, some.holdingId, { quantity: '0' }))).toBe('400 quantity.not_positive')
  expect(refusal(await certify(farm, some.holdingId, { basis: [] }))).toBe('400 request.invalid')
  const grain = await makeTrader(t, { product: { name: '示例稻谷', spec: '', classCode: '0101', unit: 'kg' } })
  expect(refusal(await certify(grain, (await grain.grow('10')).holdingId))).toBe('409 certificate.class_not_covered')
  const closed = await makeTrader(t)
  const own = await closed.grow('10')
  await closed.setState('suspended')
  expect(refusal(await certify(closed, own.holdingId))).toBe('409 operator.not_in_force')
})

test('one valid certificate a batch, also when two are asked for at once; a wrong one is voided first', async () => {
  const batch = await farm.grow('100')
  const both = await Promise.all([certify(farm, batch.holdingId), certify(farm, batch.holdingId)])
  expect(both.map(refusal).sort()).toEqual(['200', '409 constraint.certificate_batch_unique'])
  const { certificateId, code } = both.find((a) => a.status === 200)!.body
  const voided = await farm.call(api.voidCertificate, { certificateId, reason: '数量有误' })
  expect(voided.body).toMatchObject({ code, voidReason: '数量有误', voidedAt: '2026-06-01T08:00:00Z' })
  expect(refusal(await farm.call(api.voidCertificate, { certificateId, reason: '再' }))).toBe(
    '409 certificate.already_voided',
  )
  expect((await certify(farm, batch.holdingId)).status).toBe(200)
  // the void one still resolves and says so; the valid one comes first
  expect(await publicCertificate(t.db, farm.partyId, certificateId)).toMatchObject({ code, voidReason: '数量有误' })
  const shown = await publicCertificateOf(t.db, [batch])
  expect(shown.map((c) => c.voidedAt === null)).toEqual([true, false])
  expect(await publicCertificatesBehind(t.db, batch)).toMatchObject([{ voidedAt: null }])
})

test('the database lets nobody change what was promised', async () => {
  const { body } = await certify(farm, (await farm.grow('10')).holdingId)
  const one = t.db.updateTable('label.certificate').where('certificateId', '=', body.certificateId)
  await expect(one.set({ quantity: '1' }).execute()).rejects.toMatchObject({ code: '42501' })
  await expect(
    t.db.deleteFrom('label.certificate').where('certificateId', '=', body.certificateId).execute(),
  ).rejects.toMatchObject({ code: '42501' })
})

test('a test basis needs a test that passed, on record or by its report number; a failed last test promises nothing', async () => {
  const batch = await farm.grow('100')
  const tested = { basis: ['own_test'] as const }
  expect(refusal(await certify(farm, batch.holdingId, tested))).toBe('409 certificate.test_missing')
  const record = (result: string, report: string, at: string) =>
    stepOf(farm, 'test', {
      inputs: [{ holdingId: batch.holdingId }],
      happenedAt: at,
      fields: { kind: 'own', items: '农残速测', report, result, tested_on: '2026-06-01', laboratory: '示例' },
    })
  expect(refusal(await record('fail', 'R-1', '2026-06-01T08:00:01.000Z'))).toBe('200')
  expect(refusal(await certify(farm, batch.holdingId, { ...tested, testReports: ['R-0'] }))).toBe(
    '409 certificate.test_failed',
  )
  expect(refusal(await record('pass', 'R-2', '2026-06-01T08:00:02.000Z'))).toBe('200')
  // a part of the batch rests on the test of the whole
  const parts = await stepOf(farm, 'split', {
    inputs: [{ holdingId: batch.holdingId }],
    outputs: [{ quantity: '40' }],
    happenedAt: eventTime.replace('08:00:00', '08:00:03'),
  })
  const part = await certify(farm, parts.body.batches[0]!.holdingId, tested)
  expect(part.body).toMatchObject({ basis: ['own_test'], testReports: ['R-2'] })
  expect(refusal(await certify(farm, batch.holdingId, { basis: ['entrusted_test'] }))).toBe(
    '409 certificate.test_missing',
  )
})

test('what was received carries its certificate: the buyer sees it collected, and a voided one no more', async () => {
  const stock = await farm.grow('100')
  const { certificateId } = (await certify(farm, stock.holdingId)).body
  const got = await bought(stock)
  const bare = await bought(await farm.grow('5'), '5')
  const kept = (await shop.call(api.listCollected, {})).body.items
  const of = (b: { holdingId: string }) => kept.find((k) => k.holdingId === b.holdingId)!
  expect(idsOf(of(got).certificates)).toEqual([certificateId])
  expect(of(got).uncovered).toEqual([])
  expect(of(bare)).toMatchObject({ certificates: [], uncovered: [{ productName: '示例贵妃芒 一级' }] })
  // scanning the delivered code leads there too
  expect(await publicCertificatesBehind(t.db, got)).toMatchObject([{ certificateId }])
  await farm.call(api.voidCertificate, { certificateId, reason: '检出超标' })
  const after = (await shop.call(api.listCollected, { holdingId: got.holdingId })).body.items[0]!
  expect(after.certificates).toEqual([])
  expect(after.uncovered).toHaveLength(1)
})

test('who mixes issues style 2, and the collected certificates stay linked to it', async () => {
  const sources = [await farm.grow('50'), await farm.grow('50')]
  const ids = []
  for (const s of sources) ids.push((await certify(farm, s.holdingId, { origin: `示例产地${ids.length}` })).body)
  const inputs = [await bought(sources[0]!), await bought(sources[1]!)].map((b) => ({ holdingId: b.holdingId }))
  const [mixed] = (await stepOf(shop, 'merge', { inputs })).body.batches
  expect(refusal(await certify(shop, mixed!.holdingId))).toBe('409 certificate.not_own_produce')
  const { status, body } = await certify(shop, mixed!.holdingId, { style: 2 })
  expect(status).toBe(200)
  expect(idsOf(body.collected).sort()).toEqual(idsOf(ids).sort())
  expect(body.origin.split('、').sort()).toEqual(['示例产地0', '示例产地1'])
  // linked for good, each as it stands today
  await farm.call(api.voidCertificate, { certificateId: ids[0]!.certificateId, reason: '作废' })
  const later = (await shop.call(api.getCertificate, { certificateId: body.certificateId })).body
  expect(later.collected.filter((c) => c.voidedAt !== null)).toHaveLength(1)
  // what is made from it further on rests on the purchaser's own certificate
  const part = await stepOf(shop, 'split', {
    inputs: [{ holdingId: mixed!.holdingId }],
    outputs: [{ quantity: '5' }],
  })
  expect(await publicCertificatesBehind(t.db, part.body.batches[0]!)).toMatchObject([
    { certificateId: body.certificateId, style: 2 },
  ])
})

test('a batch that was declared an error rests on no certificate any more', async () => {
  const batch = await farm.grow('10')
  const { certificateId } = (await certify(farm, batch.holdingId)).body
  const made = await farm.as(splitBatch, { holdingId: batch.holdingId, quantities: ['5'], eventTime })
  const [part] = made.batches
  expect(await publicCertificatesBehind(t.db, part!)).toMatchObject([{ certificateId }])
  await farm.as(voidEvent, { eventId: made.eventId, reason: '错' })
  expect(await publicCertificatesBehind(t.db, part!)).toEqual([])
})

test('style 2 is refused for own produce, and for goods that came without a certificate unless other proof is kept', async () => {
  expect(refusal(await certify(farm, (await farm.grow('10')).holdingId, { style: 2 }))).toBe(
    '409 certificate.own_produce',
  )
  const bare = await bought(await farm.grow('10'))
  const refused = await certify(shop, bare.holdingId, { style: 2 })
  expect(refusal(refused)).toBe('409 certificate.source_without_certificate')
  const outside = await shop.buyIn('10')
  expect(refusal(await certify(shop, outside.holdingId))).toBe('409 certificate.not_own_produce')
  const proof = { style: 2, otherProofs: ['纸质合格证 0001'] }
  expect(refusal(await certify(shop, outside.holdingId, proof))).toBe('400 certificate.origin_missing')
  const { body } = await certify(shop, outside.holdingId, { ...proof, origin: '海南省示例县' })
  expect(body).toMatchObject({ otherProofs: ['纸质合格证 0001'], collected: [], origin: '海南省示例县' })
})

test('goods that were sent back are still the producer’s own', async () => {
  const back = await sendBack(farm, shop, (await farm.grow('10')).holdingId, '10')
  expect((await certify(farm, back.holdingId)).body).toMatchObject({ style: 1, quantity: '10' })
})

test('a certificate is seen by its issuer and the agencies above, and by nobody else', async () => {
  const { body } = await certify(farm, (await farm.grow('10')).holdingId)
  const of = { partyId: farm.partyId, certificateId: body.certificateId }
  for (const call of [farm.call, agencyOf(t, ['460204']), agencyOf(t, ['0'])]) {
    expect((await call(api.getCertificate, of)).body.code).toBe(body.code)
    expect(idsOf((await call(api.listCertificates, { partyId: farm.partyId })).body.items)).toContain(
      body.certificateId,
    )
  }
  for (const call of [shop.call, t.as(), agencyOf(t, ['460106']), agencyOf(t, ['460204'], ['fishery'])]) {
    expect(refusal(await call(api.getCertificate, of))).toBe('404 certificate.not_found')
    expect(refusal(await call(api.certificatePdf, of))).toBe('404 certificate.not_found')
    expect(refusal(await call(api.voidCertificate, { ...of, reason: 'x' }))).toBe('404 certificate.not_found')
    expect((await call(api.listCertificates, { partyId: farm.partyId })).body.items).toEqual([])
    expect((await call(api.listCollected, { partyId: farm.partyId })).body.items).toEqual([])
  }
})

test('certificates are listed by page, newest first, valid or void', async () => {
  const own = await makeTrader(t)
  const made = []
  for (let i = 0; i < 3; i++) made.push((await certify(own, (await own.grow('10')).holdingId)).body.certificateId)
  await own.call(api.voidCertificate, { certificateId: made[0]!, reason: '错' })
  const first = (await own.call(api.listCertificates, { limit: 2 })).body
  const second = (await own.call(api.listCertificates, { limit: 2, cursor: first.nextCursor! })).body
  expect([...idsOf(first.items), ...idsOf(second.items)]).toEqual([...made].reverse())
  expect(idsOf((await own.call(api.listCertificates, { voided: 'yes' })).body.items)).toEqual([made[0]])
})

test('the printed certificate holds its code and elements, in A5 and A6, and says when it is void', async () => {
  const batch = await farm.grow('10')
  const { certificateId, code } = (await certify(farm, batch.holdingId)).body
  const url = `/api/certificates/${certificateId}/pdf`
  const [page] = await pdfOf(t, farm, url)
  expect([page!.width, page!.height].map(Math.round)).toEqual([210, 148])
  const text = page!.all.replace(/\s/g, '')
  for (const part of ['承诺达标合格证', code, batch.code!, farm.name, '10千克', '13800000012'])
    expect(text).toContain(part)
  expect(page!.qrs.map((q) => q.text)).toContain(`https://sy.example/s/${code}`)
  await farm.call(api.voidCertificate, { certificateId, reason: '数量有误' })
  const [small] = await pdfOf(t, farm, `${url}?format=a6&language=en`)
  expect([small!.width, small!.height].map(Math.round)).toEqual([148, 105])
  expect(small!.all).toContain('VOID')
})

test('what a certificate would say is shown before it is issued, in the style the goods ask for, and refused where issuing is', async () => {
  const foresee = (who: Trader, holdingId: string) => who.call(api.previewCertificate, { holdingId })
  const batch = await farm.grow('100')
  expect((await foresee(farm, batch.holdingId)).body).toMatchObject({
    style: 1,
    batchCode: batch.code,
    quantity: '100',
    contact: '13800000012',
    collected: [],
    uncovered: [],
    tests: { own: false, entrusted: false, failed: false },
    refused: null,
  })
  const issued = (await certify(farm, batch.holdingId)).body
  expect((await foresee(farm, batch.holdingId)).body.refused?.reason).toBe('constraint.certificate_batch_unique')
  const grain = await makeTrader(t, { product: { name: '示例稻谷', spec: '', classCode: '0101', unit: 'kg' } })
  const rice = (await grain.call(api.previewCertificate, { holdingId: (await grain.grow('10')).holdingId })).body
  expect(rice.refused?.reason).toBe('certificate.class_not_covered')
  const got = await bought(batch)
  const seen = (await foresee(shop, got.holdingId)).body
  expect(seen).toMatchObject({ style: 2, origin: issued.origin, uncovered: [] })
  expect(idsOf(seen.collected)).toEqual([issued.certificateId])
  const bare = await bought(await farm.grow('10'))
  expect((await foresee(shop, bare.holdingId)).body).toMatchObject({ style: 2, origin: '', collected: [] })
  expect((await foresee(shop, bare.holdingId)).body.uncovered).toHaveLength(1)
  expect(refusal(await foresee(shop, batch.holdingId))).toBe('404 holding.not_found')
  const held = await farm.grow('10')
  await holdGoods(t, held)
  expect(refusal(await foresee(farm, held.holdingId))).toBe('409 batch.held')
  const tested = await farm.grow('1')
  const fields = {
    kind: 'own',
    items: '农残',
    report: '示例9',
    laboratory: '示例',
    tested_on: '2026-06-01',
    result: 'pass',
  }
  await stepOf(farm, 'test', { inputs: [{ holdingId: tested.holdingId }], fields })
  expect((await foresee(farm, tested.holdingId)).body).toMatchObject({
    tests: { own: true, entrusted: false, failed: false },
    reports: ['示例9'],
  })
})
