import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { capture, commission, makeHolder, sgtin } from '../../../test/capture/world.ts'
import { DAY, deliver, makePolice, makeUnit, permit, rounds, sell, step, VARIETY } from '../../../test/control/unit.ts'
import { makeTrader } from '../../../test/market.ts'
import { canonicalIdentifier } from '../../kernel/gs1/identify.ts'
import { pieceCodeOf } from '../../kernel/piece-code.ts'
import { stableId } from '../../platform/id.ts'
import { placeHold } from '../trace/hold/schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

/** What anybody sees at an address, as a browser and as a program. */
async function look(url: string) {
  const answers = []
  for (const accept of ['text/html', 'application/json', 'application/linkset+json', 'application/ld+json'])
    for (const language of ['zh', 'en'])
      answers.push(await t.app.inject({ url, headers: { accept, 'accept-language': language } }))
  return { statuses: [...new Set(answers.map((a) => a.statusCode))], text: answers.map((a) => a.body).join('\n') }
}

test('a batch of explosives is to everybody as a code that nobody issued, on hold or not, whole or sold', async () => {
  const police = await makePolice(t, '460204')
  const dealer = await makeUnit(t, 'dealer')
  const blaster = await makeUnit(t, 'blaster')
  const stock = await dealer.buyIn('50')
  const { number } = await permit(police, blaster)
  const sold = ok(await sell(dealer, blaster, stock.holdingId, '10', number))
  const arrived = await deliver(police, dealer, blaster, '5')
  const mango = await makeTrader(t, { name: '示例芒果园' })
  const open = await mango.grow('5')
  const unknown = `${open.code!.slice(0, -2)}00`
  const secret = new RegExp(
    `${VARIETY}|${dealer.name}|${blaster.name}|${dealer.partyId}|登记在案|On record|停售|On hold`,
  )
  // a batch of another chain is shown, so the surfaces are the right ones
  expect((await look(`/s/${open.code}`)).text).toMatch(/示例芒果园[\s\S]*登记在案|登记在案[\s\S]*示例芒果园/)
  const codes = [stock.code!, sold.batch.code!, arrived.code!]
  for (const code of codes) {
    const page = await look(`/s/${code}`)
    expect([page.statuses, secret.exec(page.text)]).toEqual([[404], null])
  }
  const { partyId, holdingId } = stock
  ok(await police(placeHold, { roots: [{ partyId, holdingId }], source: 'stop_sale', reason: '示例' }))
  await t.drain()
  for (const code of codes) expect((await look(`/s/${code}`)).statuses).toEqual([404])
  // word for word what a code says that nobody issued, but for the code
  const say = async (code: string) => (await t.app.inject({ url: `/s/${code}` })).body.replaceAll(/[\d ]{15,}/g, '#')
  expect(await say(stock.code!)).toBe(await say(await unissued(t, unknown)))
  // nothing of it is kept for the next one who asks
  const { rows } = await t.owner.query('select zh, en from portal.page where code = any($1)', [codes])
  expect(rows.every((r) => r.zh === null && r.en === null)).toBe(true)
})

/** A code with a right check digit that nobody has. */
async function unissued({ owner }: TestApp, like: string): Promise<string> {
  const { dammDigit } = await import('../../kernel/damm.ts')
  for (let i = 0; ; i++) {
    const body = like.slice(0, 12) + String(i).padStart(7, '0')
    const code = body + dammDigit(body)
    const { rows } = await owner.query('select 1 from trace.code where code = $1', [code])
    if (!rows.length) return code
  }
}

/** The code is on record with this batch, as a file of codes leaves it. */
async function coded(code: string, holdingId: string): Promise<void> {
  const piece = pieceCodeOf(code, ['cn.detonator.13'])!
  const { rows } = await t.owner.query('select party_id, home_id, item_id from trace.holding where holding_id = $1', [
    holdingId,
  ])
  const [{ party_id: party, home_id: home, item_id: item }] = rows
  await t.owner.query('insert into trace.namespace (key, home_id, owner_id) values ($1, $2, $2)', [
    piece.namespace,
    home,
  ])
  await t.owner.query(
    `insert into serial.code (home_id, code, item_id, scheme, level, maker_id, batch_home, batch_id, lot_home, lot_id, created_at)
     values ($1, $2, $3, $4, 1, $5, $1, $6, $1, $6, now())`,
    [home, piece.code, stableId(piece.identifier), piece.scheme, party, item],
  )
}

test('typed, scanned as a national code, as a Digital Link, in the verifier: nothing of it is said', async () => {
  const police = await makePolice(t, '460204')
  const dealer = await makeUnit(t, 'dealer')
  const blaster = await makeUnit(t, 'blaster')
  const { holdingId, code } = await deliver(police, dealer, blaster, '5')
  const detonator = '6160105A77777'
  const stored = {
    kind: 'detonator',
    amount: rounds('1'),
    codes: [detonator],
    registered_on: DAY,
    store: '1号库',
    keeper: '示例',
  }
  ok(await step(blaster, 'store_in', holdingId, stored))
  await t.drain()
  await coded(detonator, holdingId)
  const secret = new RegExp(`${VARIETY}|${dealer.name}|${blaster.name}|${blaster.partyId}|${holdingId}|1号库`)
  const verify = ['/verify', `/verify?code=${code}`, `/verify?code=${detonator}`]
  for (const url of [`/s/${detonator}`, `/s?code=${code}`, `/s?code=${detonator}`, `/s/${code}?lang=en`, ...verify]) {
    const { text } = await look(url)
    expect([url, secret.exec(text)]).toEqual([url, null])
  }
  // a detonator on record is answered as one that nobody has
  const nobodys = '6160105A66666'
  const answers = await Promise.all([detonator, nobodys].map((d) => look(`/s/${d}`)))
  const [known, unknown] = answers.map((a) => a.text.replaceAll(detonator, '#').replaceAll(nobodys, '#'))
  expect(known).toBe(unknown)
  const endpoints = ['/log/checkpoint', '/robots.txt', '/api-docs/openapi.json', '/.well-known/gs1resolver']
  for (const url of endpoints) expect(secret.exec((await look(url)).text)).toBe(null)
  // EPCIS and every reading endpoint ask who it is
  const closed = [
    '/epcis/events',
    '/epcis/queries',
    '/api/custody',
    '/api/permits',
    '/api/stock-counts',
    '/api/control-persons',
  ]
  for (const url of closed) expect([url, (await look(url)).statuses]).toEqual([url, [401]])
})

test('goods that came captured under a GS1 identifier and are explosives resolve to nothing', async () => {
  const holder = await makeHolder(t.deps)
  await capture(t.deps, holder.partyId, [commission(1, [sgtin('EXP-1')])])
  const path = canonicalIdentifier(sgtin('EXP-1')).slice('https://id.gs1.org'.length)
  expect((await t.app.inject({ url: path, headers: { accept: 'text/html' } })).statusCode).toBe(307)
  await t.owner.query("update trace.item set class_code = 'S60101' where identifier = $1", [
    canonicalIdentifier(sgtin('EXP-1')),
  ])
  for (const url of [path, `/s${path}`, `${path}?linkType=all`])
    expect([url, (await look(url)).statuses]).toEqual([url, [404]])
})
