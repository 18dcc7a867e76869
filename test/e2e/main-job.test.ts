import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProduct } from '../../src/modules/catalogue/schema.ts'
import { createClient } from '../../src/modules/identity/client/schema.ts'
import { setupLink } from '../../src/modules/identity/index.ts'
import { setUp } from '../../src/modules/identity/setup/schema.ts'
import { issueCertificate } from '../../src/modules/label/certificate/schema.ts'
import { printLabels, printRunPdf } from '../../src/modules/label/run/schema.ts'
import { listNotices } from '../../src/modules/notify/schema.ts'
import { harvest } from '../../src/modules/production/harvest/schema.ts'
import { recordStep } from '../../src/modules/production/step/schema.ts'
import { approveFiling, listFilings } from '../../src/modules/registry/filing/schema.ts'
import { findOwnOperator } from '../../src/modules/registry/operator/schema.ts'
import { dispatchGoods, findBuyer, listTransfers, receiveGoods } from '../../src/modules/trade/transfer/schema.ts'
import { client } from '../../src/platform/client.ts'
import { readPdf } from '../pdf.ts'
import { county, day, register, season, setUpCounty } from './county.ts'
import { password, running, type User } from './running.ts'

let s: Awaited<ReturnType<typeof running>>
beforeAll(async () => {
  s = await running()
}, 60_000)
afterAll(() => s?.close())

/** A name as somebody who means harm would register it. */
const hostile = '示例<script>alert(1)</script>"&果园'

/** The public page as a phone's browser gets it. */
async function scan(code: string, language = 'zh-CN'): Promise<{ status: number; page: string; verdict: string }> {
  const res = await fetch(`${s.origin}/s/${code}`, { headers: { 'accept-language': language } })
  const page = await res.text()
  return { status: res.status, page, verdict: /<h1>([^<]*)<\/h1>/.exec(page)?.[1] ?? '' }
}

let officer: User
let farm: User
let shop: User
let restaurant: User
/** What the first test leaves for those after it. */
let made: { farmBatch: string; farmCode: string; sentCode: string; shopBatch: string; sentOn: string }

describe('(a) through the typed client: register, approve, record, harvest, certify, label, sell, confirm, scan', () => {
  test('agencies are set up from the one-time link down to a county officer', async () => {
    const token = new URL((await setupLink(s.deps))!).searchParams.get('token')!
    officer = await setUpCounty(s.origin, token)
    expect(officer.session.divisions.map((d) => d.divisionId)).toEqual([county])
    await expect(
      client({ origin: s.origin })(setUp, { token, agencyName: '示例', name: '示例乙', login: 'second', password }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/not_found|conflict|forbidden/) })
  })

  test('operators register, the county finds them waiting and approves, and their codes are given out', async () => {
    farm = await register(s.origin, 'farm', hostile, 1)
    shop = await register(s.origin, 'shop', '示例生鲜超市', 2)
    restaurant = await register(s.origin, 'restaurant', '示例餐厅', 3)
    // nothing can be done before the county has decided
    await expect(farm.call(createProduct, { name: '示例芒果', classCode: '0103S01', unit: 'kg' })).rejects.toThrow()
    const { items } = await officer.call(listFilings, { which: 'waiting' })
    expect(items.map((f) => f.name).sort()).toEqual([hostile, '示例生鲜超市', '示例餐厅'].sort())
    for (const f of items) await officer.call(approveFiling, f)
    const { operator } = await farm.call(findOwnOperator, {})
    expect(operator).toMatchObject({ state: 'approved', subjectCode: expect.stringMatching(/^13\d{18}$/) })
  })

  test('a farm records, is told the day when it asks too early, harvests, certifies, labels, sells; the page shows it', async () => {
    const { productId, north, south } = await season(farm)
    const pick = (where: string) =>
      farm.call(harvest, {
        productId,
        event: 'harvest',
        quantity: '500',
        fields: { plot: where, harvested_on: day(0), variety: '示例贵妃' },
      })
    // sprayed three days ago, ten days to wait: seven more
    await expect(pick(south)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'harvest.inside_interval',
      details: { allowedFrom: day(-7), targetName: expect.stringContaining('示例南坡') },
    })
    const { batch } = await pick(north)
    const certificate = await farm.call(issueCertificate, {
      holdingId: batch.holdingId,
      style: 1,
      basis: ['quality_control'],
    })
    const run = await farm.call(printLabels, { holdingId: batch.holdingId, template: '3x8', copies: 24 })
    const pages = await readPdf((await farm.call(printRunPdf, { runId: run.runId })) as Uint8Array)
    expect(pages[0]!.qrs.map((q) => q.text)).toEqual(Array(24).fill(`https://sy.example/s/${batch.code}`))
    expect(pages[0]!.all).toContain('示例贵妃芒')

    // the buyer holds up its subject code
    const buyer = (await shop.call(findOwnOperator, {})).operator!
    const { items: found } = await farm.call(findBuyer, { q: buyer.subjectCode! })
    expect(found).toMatchObject([{ partyId: buyer.partyId, name: '示例生鲜超市' }])
    const sent = await farm.call(dispatchGoods, {
      holdingId: batch.holdingId,
      quantity: '300',
      buyerId: found[0]!.partyId,
      vehicle: '琼A示例1',
    })
    const { items: waiting } = await shop.call(listTransfers, { direction: 'in', waiting: 'yes' })
    expect(waiting).toMatchObject([{ transferId: sent.transferId, open: '300', sellerName: hostile }])
    const got = await shop.call(receiveGoods, { sellerId: sent.sellerId, transferId: sent.transferId })
    expect(got).toMatchObject({ state: 'received', batch: { quantity: '300', code: sent.batch.code } })
    made = {
      farmBatch: batch.holdingId,
      farmCode: batch.code!,
      sentCode: sent.batch.code!,
      shopBatch: got.batch.holdingId,
      sentOn: day(0),
    }

    for (const code of [made.farmCode, made.sentCode]) {
      const zh = await scan(code)
      expect(zh).toMatchObject({ status: 200, verdict: '登记在案' })
      expect(zh.page).toContain('示例贵妃芒')
      expect(zh.page).toContain('龙华区')
      const en = await scan(code, 'en-GB')
      expect(en).toMatchObject({ status: 200, verdict: 'On record' })
      expect(en.page).toContain('<html lang="en">')
    }
    expect((await scan(made.farmCode)).page).toContain(certificate.code.slice(0, 4))
    expect(await scan(certificate.code)).toMatchObject({ verdict: '登记在案' })
  })

  test('a hostile name is text on the page', async () => {
    const { page } = await scan(made.farmCode)
    expect(page).toContain('示例&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script')
  })
})

type Body = { reason?: string; title?: string } & Record<string, unknown>
type Request = { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: object }
/** One request as any HTTP library sends it. */
async function ask<B = Body>(path: string, { method = 'GET', headers = {}, body }: Request = {}) {
  const res = await fetch(s.origin + path, {
    method,
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: res.status, body: (await res.json()) as B & Body }
}
type Found = { items: { holdingId: string; partyId: string; code: string; held: boolean }[] }
type Trace = { nodes: { holdingId: string; held?: true; quantity: string }[]; links: { from: number; to: number }[] }

describe('(b) with plain fetch: the county finds, traces, stops and releases; the system of a shop is refused at once', () => {
  /** What an officer's browser sends. */
  let browser: Record<string, string>
  /** What the shop's cash register system sends: HTTP Basic, no token. */
  let system: Record<string, string>
  let hold: { issuerId: string; holdId: string }
  const post = <B = Body>(path: string, headers: Record<string, string>, body: object) =>
    ask<B>(path, { method: 'POST', headers, body })
  const sellOn = (quantity: string, commandId: string = crypto.randomUUID()) =>
    post<{ transferId: string; batch: { code: string; holdingId: string } }>(
      '/api/transfers',
      { ...system, 'idempotency-key': commandId },
      { holdingId: made.shopBatch, quantity, buyerId: restaurant.session.party!.partyId },
    )

  test('an officer signs in; a command without the token, or without signing in, is refused', async () => {
    const res = await fetch(`${s.origin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'officer', password }),
    })
    const cookie = res.headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i)
    const { csrfToken } = (await res.json()) as { csrfToken: string }
    const sent = cookie.split(';')[0]!
    browser = { cookie: sent, 'x-csrf-token': csrfToken }
    const order = { roots: [], source: 'stop_sale', reason: '示例' }
    expect(await post('/api/holds', { cookie: sent }, order)).toMatchObject({
      status: 403,
      body: { reason: 'session.csrf_missing' },
    })
    expect(await post('/api/holds', { cookie: sent, 'x-csrf-token': 'guess' }, order)).toMatchObject({ status: 403 })
    expect(await post('/api/holds', {}, order)).toMatchObject({ status: 401, body: { reason: 'login.required' } })
  })

  test('the same command id twice is one sale with one answer; with another input it is refused', async () => {
    const { clientId, secret } = await shop.call(createClient, {
      name: '示例收银系统',
      permissions: ['batch:read', 'trace:read', 'transfer:read', 'transfer:dispatch', 'notice:read'],
    })
    system = { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` }
    const id = crypto.randomUUID()
    const [first, twin] = await Promise.all([sellOn('40', id), sellOn('40', id)])
    expect(first.status).toBe(200)
    expect(twin).toEqual(first)
    expect(await sellOn('40', id)).toEqual(first)
    expect(await sellOn('41', id)).toMatchObject({ status: 409, body: { reason: 'command.id_reused' } })
    const { body } = await ask(`/api/holdings/${made.shopBatch}`, { headers: system })
    // what was sent stands under a code of its own until the buyer has it
    expect(body).toMatchObject({ holdings: [{ quantity: '260' }] })
    const received = await restaurant.call(receiveGoods, {
      sellerId: shop.session.party!.partyId,
      transferId: first.body.transferId,
    })
    const { batches } = await restaurant.call(recordStep, {
      profile: 'crop',
      event: 'split',
      inputs: [{ holdingId: received.batch.holdingId }],
      outputs: [{ quantity: '25' }, { quantity: '15' }],
      fields: { split_on: day(0) },
    })
    expect(batches.map((b) => b.quantity)).toEqual(['25', '15'])
    const wrong = { authorization: `Basic ${Buffer.from(`${clientId}:guess`).toString('base64')}` }
    expect(await ask('/api/holdings', { headers: wrong })).toMatchObject({ status: 401 })
    // no more than it was made for
    expect(await post('/api/certificates', system, {})).toMatchObject({ status: 403 })
  })

  test('the county finds the batch by code, by product, by operator and by day', async () => {
    const find = async (query: Record<string, string>) => {
      const { status, body } = await ask<Found>(`/api/trace/items?${new URLSearchParams(query)}`, { headers: browser })
      expect(status).toBe(200)
      return body.items.map((i) => i.holdingId)
    }
    const partyId = farm.session.party!.partyId
    const grouped = made.farmCode.replace(/(.{4})/g, '$1 ').trim()
    expect(await find({ code: grouped })).toEqual([made.farmBatch])
    expect(await find({ product: '贵妃' })).toContain(made.farmBatch)
    expect(await find({ partyId })).toContain(made.farmBatch)
    expect(await find({ partyId, madeFrom: day(1), madeTo: day(0) })).toContain(made.farmBatch)
    expect(await find({ partyId, madeFrom: day(9), madeTo: day(1) })).toEqual([])
    expect(await find({ product: '荔枝' })).toEqual([])
  })

  test('it sees the whole chain from the field to the last split, from either end', async () => {
    const trace = async (query: Record<string, string>) =>
      (await ask<Trace>(`/api/trace?${new URLSearchParams(query)}`, { headers: browser })).body
    const forward = await trace({ code: made.farmCode, direction: 'forward' })
    // farm, on the way, shop, on the way, restaurant, two parts
    expect(forward.nodes.map((n) => Number(n.quantity)).sort((a, b) => a - b)).toEqual([0, 0, 0, 15, 25, 200, 260])
    expect(forward.links).toHaveLength(6)
    const last = forward.nodes.find((n) => n.quantity === '15')!.holdingId
    const partyId = restaurant.session.party!.partyId
    const back = await trace({ holdingId: last, partyId, direction: 'back' })
    const ids = back.nodes.map((n) => n.holdingId)
    expect(ids).toEqual(expect.arrayContaining([made.farmBatch, made.shopBatch, last]))
    expect(ids).toHaveLength(6)
  })

  test('it sees in numbers what a hold would stop, places it, and the shop’s next sale is refused at once', async () => {
    const roots = [{ partyId: farm.session.party!.partyId, holdingId: made.farmBatch }]
    const impact = await post('/api/holds/impact', browser, { roots })
    expect(impact).toMatchObject({
      status: 200,
      body: { operators: 3, inStock: 4, quantities: [{ unit: 'kg', quantity: '500' }], complete: true },
    })
    const placed = await post<{ issuerId: string; holdId: string }>('/api/holds', browser, {
      roots,
      source: 'failed_test',
      reason: '示例:监督抽查不合格',
      contact: '示例 0898-00000000',
    })
    expect(placed.status).toBe(200)
    hold = placed.body
    expect(await sellOn('10')).toMatchObject({ status: 409, body: { reason: 'batch.held' } })
    await expect(
      farm.call(dispatchGoods, {
        holdingId: made.farmBatch,
        quantity: '1',
        buyerId: shop.session.party!.partyId,
      }),
    ).rejects.toMatchObject({ reason: 'batch.held' })
    const { body } = await ask('/api/held', { headers: system })
    expect(body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ holdingId: made.shopBatch, contact: '示例 0898-00000000' }),
      ]),
    })
  })

  test('the public pages of everything made from it say so within five seconds, in both languages', async () => {
    for (const code of [made.farmCode, made.sentCode]) {
      await expect.poll(async () => (await scan(code)).verdict, { timeout: 5_000 }).toBe('停售')
      expect((await scan(code, 'en')).verdict).toBe('On hold')
    }
  })

  test('the job comes to its end, and every holder is told once', async () => {
    const progress = async () => {
      const { body } = await ask(`/api/holds/${hold.issuerId}/${hold.holdId}`, { headers: browser })
      return { state: body['state'], ...(body['progress'] as object) }
    }
    await expect
      .poll(progress, { timeout: 5_000 })
      .toMatchObject({ state: 'standing', marked: 7, open: 7, toDo: 0, holders: 3, told: 3 })
    const told = async (user: User) => (await user.call(listNotices, {})).items.filter((n) => n.kind === 'hold.reached')
    for (const user of [farm, shop, restaurant]) {
      await expect.poll(() => told(user), { timeout: 5_000 }).toHaveLength(1)
      const [notice] = await told(user)
      expect(notice).toMatchObject({ data: { holdId: hold.holdId }, readAt: null })
      expect(notice!.text).toContain('示例460106农业农村局')
      expect(notice!.text).toContain('示例460106农业农村局')
    }
  })

  test('lifted, the pages change back and selling works again', async () => {
    const lifted = await post(`/api/holds/${hold.issuerId}/${hold.holdId}/lift`, browser, { reason: '示例:复检合格' })
    expect(lifted.status).toBe(200)
    for (const code of [made.farmCode, made.sentCode])
      await expect.poll(async () => (await scan(code)).verdict, { timeout: 5_000 }).toBe('登记在案')
    await expect.poll(async () => (await sellOn('10')).status, { timeout: 5_000 }).toBe(200)
  })
})
