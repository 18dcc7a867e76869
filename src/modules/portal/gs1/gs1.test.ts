import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import {
  capture,
  commission,
  crate,
  lgtin,
  makeHolder,
  observe,
  pack,
  pgln,
  sgtin,
  ship,
  sscc,
  unpack,
} from '../../../../test/capture/world.ts'
import { holdGoods, makeTrader, type Trader } from '../../../../test/market.ts'
import { LINK_KEYS } from '../../../kernel/gs1/digital-link.ts'
import { canonicalIdentifier } from '../../../kernel/gs1/identify.ts'
import { newId } from '../../../platform/id.ts'

let t: TestApp
let holder: { partyId: string; gln: number }
let origin: string
beforeAll(async () => {
  t = await testApp()
  holder = await makeHolder(t.deps)
  origin = t.deps.config.origin
  await capture(t.deps, holder.partyId, [
    commission(1, [sgtin('P-1')]),
    commission(2, [[lgtin('L 1/a'), 250]]),
    commission(3, [sgtin('held')]),
    commission(4, [sgtin('in-case')]),
    commission(5, [sgtin('out-of-case')]),
    commission(6, [['urn:epc:class:lgtin:9506000.013437.LOT01', 40]]),
    pack(7, sscc(1), [sgtin('in-case'), sgtin('out-of-case')]),
    pack(8, sscc(2), [sscc(1)]),
    unpack(9, sscc(1), [sgtin('out-of-case')]),
    ship(10, [sgtin('P-1')], holder.gln),
    observe(11, [sgtin('held')]),
    commission(12, [crate(7)]),
  ])
})
afterAll(() => t.close())

/** The path of an identifier's Digital Link. */
const pathOf = (urn: string) => canonicalIdentifier(urn).slice('https://id.gs1.org'.length)
const gtin = pathOf(sgtin('x')).split('/')[2]!

type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST'
const ask = async (url: string, headers: Record<string, string> = {}, method: Method = 'GET', remoteAddress = '') => {
  const res = await t.app.inject({ method, url, headers, ...(remoteAddress ? { remoteAddress } : {}) })
  const text = res.body
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return {
    status: res.statusCode,
    location: res.headers.location,
    headers: res.headers,
    body: res.body,
    text,
    verdict: /<h1>([^<]*)<\/h1>/.exec(res.body)?.[1],
    json: () => JSON.parse(res.body),
  }
}

describe('a known link', () => {
  test('leads to our page in the language of the reader', async () => {
    const path = pathOf(sgtin('P-1'))
    expect(await ask(path)).toMatchObject({ status: 307, location: `${origin}/s${path}?lang=zh` })
    expect(await ask(path, { 'accept-language': 'en-GB' })).toMatchObject({ location: `${origin}/s${path}?lang=en` })
    expect(await ask(`${path}?lang=en`)).toMatchObject({ location: `${origin}/s${path}?lang=en` })
    // what is for others goes along, what was for the resolver does not
    expect((await ask(`${path}?17=271231&linkType=gs1:pip`)).location).toBe(`${origin}/s${path}?17=271231&lang=zh`)
    expect(await ask(`${path}/`)).toMatchObject({ status: 307, location: `${origin}/s${path}?lang=zh` })
    expect(await ask(path, {}, 'HEAD')).toMatchObject({ status: 307, body: '' })
  })

  test('page: on record, its parts, and nobody named', async () => {
    const page = await ask(`/s${pathOf(sgtin('P-1'))}`)
    expect(page).toMatchObject({ status: 200, verdict: '登记在案' })
    expect(page.text).toContain(`商品条码 (GTIN) ${gtin} 序列号 P-1`)
    expect(page.text).toContain('不是本平台签发')
    expect(page.text).not.toContain('这个码由本平台签发')
    expect(page.body).not.toContain('示例采集方')
    expect(page.body).not.toContain(holder.partyId)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const english = await ask(`/s${pathOf(sgtin('P-1'))}?lang=en`)
    expect(english).toMatchObject({ verdict: 'On record' })
    expect(english.text).toContain('Serial number P-1')
  })

  test('a lot with characters that are escaped, in the path and in the one segment of /s/', async () => {
    const path = pathOf(lgtin('L 1/a').replace('L 1/a', 'L1%2Fa'))
    await capture(t.deps, holder.partyId, [commission(20, [[lgtin('L1%2Fa'), 5]])])
    expect(path).toMatch(/\/10\/L1%2Fa$/)
    const { location } = await ask(path)
    expect(location).toBe(`${origin}/s${path}?lang=zh`)
    expect((await ask(new URL(location!).pathname)).text).toContain('批号 L1/a')
    expect((await ask(`/s/${encodeURIComponent(path.slice(1))}`)).text).toContain('批号 L1/a')
  })

  test('a GTIN alone is a kind of product; an unknown serial of it is unknown', async () => {
    expect(await ask(`/s/01/${gtin}`)).toMatchObject({ status: 200, verdict: '登记在案' })
    expect((await ask(`/s/01/${gtin}`)).text).toContain('这种商品')
    expect(await ask(`/01/${Number(gtin)}`)).toMatchObject({ status: 307, location: `${origin}/s/01/${gtin}?lang=zh` })
    expect((await ask(`/01/${gtin}/21/none`)).status).toBe(404)
  })

  test('a pack', async () => {
    expect(await ask(pathOf(sscc(1)))).toMatchObject({ status: 307 })
    expect(await ask(`/s${pathOf(sscc(1))}`)).toMatchObject({ status: 200, verdict: '登记在案' })
  })

  test('a crate, and the kind of crate it is one of', async () => {
    const path = pathOf(crate(7))
    expect(await ask(path)).toMatchObject({ status: 307, location: `${origin}/s${path}?lang=zh` })
    expect((await ask(`/s${path}`)).text).toContain('可回收资产代码 (GRAI)')
    expect((await ask(path.slice(0, -1))).status).toBe(307)
    expect((await ask(pathOf(crate(8)))).status).toBe(404)
    // a company that is known makes none of its other identifiers known
    expect((await ask(pathOf('urn:epc:id:giai:9521321.1'))).status).toBe(404)
    expect((await ask(pathOf(sscc(99)))).status).toBe(404)
  })

  test('a compressed link is unpacked, and its header says what it was', async () => {
    const plain = `${origin}/01/09506000134376/10/LOT01`
    const answer = await ask('/ARFKk4XB0CDKWcnpq')
    expect(answer).toMatchObject({ status: 307, location: `${origin}/s/01/09506000134376/10/LOT01?lang=zh` })
    expect(answer.headers.link).toContain(`<${plain}>; rel="owl:sameAs"`)
    expect((await ask('/ARFKk4XB0CDKWcnpq', {}, 'OPTIONS')).status).toBe(204)
  })
})

describe('an operator', () => {
  let trader: Trader
  let path: string
  beforeAll(async () => {
    trader = await makeTrader(t, { name: '示例解析合作社', divisionId: '469006' })
    path = pathOf(pgln(777))
    await t.db
      .insertInto('registry.partyIdentifier')
      .values({
        identifier: canonicalIdentifier(pgln(777)),
        partyId: trader.partyId,
        claimId: newId(),
        confirmedAt: '2026-05-01T00:00:00.000Z',
      })
      .execute()
  })
  test('its location number leads to its card, which is public already', async () => {
    const { location } = await ask(path)
    expect(location).toMatch(/\/s\/13\d{18}\?lang=zh$/)
    expect((await ask(new URL(location!).pathname)).text).toContain('示例解析合作社')
    expect(await ask(`/s${path}`)).toMatchObject({ status: 307, location: `${new URL(location!).pathname}?lang=zh` })
  })
  test('nothing is claimed of it but its card', async () => {
    const { linkset } = (await ask(`${path}?linkType=all`)).json()
    expect(Object.keys(linkset[0])).toEqual([
      'anchor',
      'https://ref.gs1.org/voc/defaultLink',
      'https://ref.gs1.org/voc/defaultLinkMulti',
    ])
    expect((await ask(`${path}?linkType=gs1:recallStatus`)).status).toBe(404)
  })
  test('a location number that nobody confirmed is unknown', async () => {
    expect((await ask(pathOf(pgln(778)))).status).toBe(404)
  })
})

describe('what is not known, or wrong', () => {
  test('unknown: the verdict page, and for programs a problem', async () => {
    const page = await ask('/01/09506000134352')
    expect(page).toMatchObject({ status: 404, verdict: '未查到' })
    expect(page.text).toContain('09506000134352')
    expect(page.headers['content-type']).toContain('text/html')
    expect(await ask('/s/01/09506000134352')).toMatchObject({ status: 404, verdict: '未查到' })
    const problem = await ask('/01/09506000134352', { accept: 'application/linkset+json' })
    expect(problem).toMatchObject({ status: 404 })
    expect(problem.json()).toMatchObject({ reason: 'link.not_found' })
    expect(problem.headers['access-control-allow-origin']).toBe('*')
  })

  test.each([
    ['/01/09506000134353', '校验码'],
    ['/01/09506000134352/foo', ''],
    [`/01/${'09506000134352'}/21/7/10/A`, ''],
    ['/414/9521321000019/01/09506000134353', '校验码'],
    ['/00/123', ''],
    ['/01/', ''],
    ['/01/095060001343%5A', ''],
  ])('%s is refused with what is wrong', async (path, word) => {
    for (const at of [path, `/s${path}`]) {
      const page = await ask(at)
      expect(page, at).toMatchObject({ status: 400, verdict: '请核对这个码' })
      expect(page.text).toContain(word)
    }
    const { body, status } = await ask(path, { accept: 'application/json' })
    expect([status, JSON.parse(body).reason]).toEqual([400, expect.stringMatching(/^gs1\./)])
  })

  test('no key and no link: no such address', async () => {
    for (const path of ['/09/1234', '/9999/1/2', '/favicon.ico', '/about-us', '/10/LOT'])
      expect(await ask(path), path).toMatchObject({ status: 404 })
    expect((await ask('/about-us')).json()).toMatchObject({ reason: 'route.not_found' })
    expect((await ask('/about-us', {}, 'OPTIONS')).status).toBe(404)
  })

  test('only a key with a slash behind it is a link: digits of a code are a code', async () => {
    for (const text of ['010', '4141', '01']) expect((await ask(`/s/${text}`)).status, text).toBe(404)
  })

  test('what stands in the identifier is text', async () => {
    const page = await ask(`/01/${gtin}/21/${encodeURIComponent('<b>"x')}`)
    // `<` is in no serial number; `"` is
    expect([page.status, page.body.includes('<b>"')]).toEqual([404, false])
  })

  test('made-up identifiers are slowed down as made-up codes are', async () => {
    const from = '203.0.113.77'
    const seen = new Set<number>()
    for (let i = 0; i < 320; i++) seen.add((await ask(`/01/${gtin}/21/guess${i}`, {}, 'GET', from)).status)
    expect([...seen]).toEqual([404, 429])
    const known = await ask(pathOf(sgtin('P-1')), {}, 'GET', from)
    expect([known.status, known.headers['retry-after']]).toEqual([429, expect.any(String)])
    expect((await ask(`/s${pathOf(sgtin('P-1'))}`, {}, 'GET', from)).status).toBe(429)
    expect((await ask(pathOf(sgtin('P-1')), {}, 'GET', '203.0.113.78')).status).toBe(307)
  })
})

describe('the linkset', () => {
  test('says every page in every language, for goods', async () => {
    const path = pathOf(sgtin('P-1'))
    const page = `${origin}/s${path}`
    for (const answer of [
      await ask(`${path}?linkType=linkset`),
      await ask(`${path}?linkType=all`, { accept: 'text/html' }),
      await ask(path, { accept: 'application/linkset+json' }),
    ]) {
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('application/linkset+json')
      const { linkset } = answer.json()
      expect(linkset).toHaveLength(1)
      const { anchor, ...links } = linkset[0]
      expect(anchor).toBe(origin + path)
      expect(Object.keys(links).sort()).toEqual(
        ['defaultLink', 'defaultLinkMulti', 'pip', 'recallStatus', 'traceability'].map(
          (n) => `https://ref.gs1.org/voc/${n}`,
        ),
      )
      expect(links['https://ref.gs1.org/voc/defaultLink']).toEqual([
        { href: page, title: '溯源：登记与停售状态', type: 'text/html', hreflang: ['zh', 'en'] },
      ])
      expect(links['https://ref.gs1.org/voc/pip']).toEqual([
        { href: `${page}?lang=zh`, title: '溯源：登记与停售状态', type: 'text/html', hreflang: ['zh'] },
        { href: `${page}?lang=en`, title: expect.stringContaining('Suyuan'), type: 'text/html', hreflang: ['en'] },
      ])
    }
  })

  test('a browser that takes anything is led on; the header names the linkset', async () => {
    const path = pathOf(sgtin('P-1'))
    const answer = await ask(path, { accept: 'text/html,application/xhtml+xml,application/json;q=0.5,*/*;q=0.1' })
    expect(answer.status).toBe(307)
    expect(answer.headers.link).toBe(
      `<${origin}${path}?linkType=linkset>; rel="linkset"; type="application/linkset+json", <${origin}${path}>; rel="owl:sameAs"`,
    )
    expect(answer.headers.vary).toBe('accept, accept-language')
  })

  test('one type of link that is asked for', async () => {
    const path = pathOf(sgtin('P-1'))
    for (const type of ['gs1:recallStatus', 'https://ref.gs1.org/voc/traceability', 'https://gs1.org/voc/pip'])
      expect((await ask(`${path}?linkType=${encodeURIComponent(type)}`)).status, type).toBe(307)
    const none = await ask(`${path}?linkType=gs1:recipeInfo`)
    expect(none.status).toBe(404)
    expect(none.json()).toMatchObject({ reason: 'link.no_such_type', details: { linkType: 'gs1:recipeInfo' } })
  })
})

describe('holds', () => {
  // the tables' owner may look across shards
  const holdingOf = async (urn: string) => {
    const owner = new pg.Client(t.ownerUrl)
    await owner.connect()
    try {
      const { rows } = await owner.query<{ partyId: string; holdingId: string }>(
        `select h.party_id as "partyId", h.holding_id as "holdingId"
         from trace.item i join trace.holding h using (home_id, item_id) where i.identifier = $1`,
        [canonicalIdentifier(urn)],
      )
      expect(rows).toHaveLength(1)
      return rows[0]!
    } finally {
      await owner.end()
    }
  }
  test('goods on hold say so before all else', async () => {
    const url = `/s${pathOf(sgtin('held'))}`
    expect((await ask(url)).verdict).toBe('登记在案')
    await holdGoods(t, await holdingOf(sgtin('held')))
    const page = await ask(url)
    expect(page).toMatchObject({ status: 200, verdict: '停售' })
    expect(page.text).toContain('请不要购买、食用或销售')
    expect((await ask(pathOf(sgtin('held')))).status).toBe(307)
  })

  test('a hold on the lot shows where lot and serial are in the link', async () => {
    await capture(t.deps, holder.partyId, [commission(30, [[lgtin('LOT9'), 5]]), commission(31, [sgtin('of-lot-9')])])
    await holdGoods(t, await holdingOf(lgtin('LOT9')))
    expect((await ask(`/s/01/${gtin}/10/LOT9/21/of-lot-9`)).verdict).toBe('停售')
    expect((await ask(`/s/01/${gtin}/21/of-lot-9`)).verdict).toBe('登记在案')
  })

  test('what is in a pack on hold is on hold, until it is taken out', async () => {
    await holdGoods(t, await holdingOf(sscc(2)))
    expect((await ask(`/s${pathOf(sscc(2))}`)).verdict).toBe('停售')
    expect((await ask(`/s${pathOf(sscc(1))}`)).verdict).toBe('停售')
    expect((await ask(`/s${pathOf(sgtin('in-case'))}`)).verdict).toBe('停售')
    expect((await ask(`/s${pathOf(sgtin('out-of-case'))}`)).verdict).toBe('登记在案')
  })
})

describe('for everybody', () => {
  test('any site may ask', async () => {
    const answer = await ask(`/01/${gtin}`, { origin: 'https://brand.example' }, 'OPTIONS')
    expect(answer.status).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      allow: 'GET, HEAD, OPTIONS',
    })
    expect((await ask(`/01/${gtin}`)).headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Link, Location',
    })
    expect((await ask(`/01/${gtin}`, {}, 'POST')).status).toBe(404)
  })

  test('says of itself what it can do', async () => {
    const { status, body, json } = await ask('/.well-known/gs1resolver')
    expect([status, json().resolverRoot]).toEqual([200, origin])
    expect(json().supportedPrimaryKeys).toEqual(LINK_KEYS)
    expect(body).not.toContain('undefined')
  })

  test('each key of the dictionary has its route', async () => {
    for (const key of LINK_KEYS) expect((await ask(`/${key}/!`)).status, key).toBe(400)
  })
})

describe('an identifier that was typed', () => {
  test.each([
    ['a link', () => `https://brand.example${pathOf(sgtin('P-1'))}`, () => `/s${pathOf(sgtin('P-1'))}`],
    ['an element string', () => `(01)${gtin}(21)P-1`, () => `/s${pathOf(sgtin('P-1'))}`],
    ['a URN', () => sgtin('P-1'), () => `/s${pathOf(sgtin('P-1'))}`],
    ['a GTIN that is known', () => gtin, () => `/s/01/${gtin}`],
  ])('%s', async (_, typed, page) => {
    expect(await ask(`/s?code=${encodeURIComponent(typed())}&lang=en`)).toMatchObject({
      status: 303,
      location: `${page()}?lang=en`,
    })
  })
  test('a product barcode that nobody reported is told from a trace code', async () => {
    const answer = await ask('/s?code=6901234567892')
    expect([answer.status, answer.verdict]).toEqual([404, '请核对这个码'])
    expect(answer.text).toContain('这像是商品条码')
  })
})
