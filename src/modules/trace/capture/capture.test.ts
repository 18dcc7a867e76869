import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  at,
  capture,
  commission,
  crate,
  destroyed,
  lgtin,
  makeHolder,
  named,
  observe,
  pack,
  pgln,
  receive,
  sgtin,
  ship,
  sscc,
  transform,
  unpack,
  wrong,
} from '../../../../test/capture/world.ts'
import { mango, nothingBroken, type TraceWorld, traceWorld } from '../../../../test/trace.ts'
import { canonicalIdentifier } from '../../../kernel/gs1/identify.ts'
import { stableId } from '../../../platform/id.ts'
import * as trace from '../index.ts'
import { foreignParty, isForeign } from '../work/holding.ts'

let w: TraceWorld
beforeAll(async () => {
  w = await traceWorld()
})
afterAll(() => w.close())

type Holding = {
  party: string
  quantity: string
  regime: string
  place: string | null
  disposition: string | null
  unit: string
  kind: string
  holdingId: string
}
const held = async (identifier: string): Promise<Record<string, Holding>> => {
  const rows = await w.rows<Holding>(
    `select party_id as party, quantity::text, regime, place, disposition, h.unit, h.kind, holding_id as "holdingId"
     from trace.holding h join trace.item i using (home_id, item_id) where i.identifier = $1`,
    [canonicalIdentifier(identifier)],
  )
  return Object.fromEntries(rows.map((r) => [r.party, { ...r, quantity: String(Number(r.quantity)) }]))
}
const linksOf = (identifier: string) =>
  w.rows<{ from: string; to: string; basis: string; quantity: string | null; step: string; to_item: string }>(
    `select a.party_id as from, b.party_id as to, l.basis, l.quantity::text, l.step, j.identifier as to_item
     from trace.link_f l
     join trace.holding a on a.party_id = l.in_party and a.holding_id = l.in_holding
     join trace.item i on i.home_id = a.home_id and i.item_id = a.item_id
     join trace.holding b on b.party_id = l.out_party and b.holding_id = l.out_holding
     join trace.item j on j.home_id = b.home_id and j.item_id = b.item_id
     where i.identifier = $1 and l.voided_by is null order by l.event_time, j.identifier`,
    [canonicalIdentifier(identifier)],
  )
let serial = 0
const fresh = () => `S${++serial}`

describe('who holds', () => {
  test('made, sold and received: each side changes its own balance, each writes its own link', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const x = sgtin(fresh())
    await capture(w.t.deps, a.partyId, [commission(1, [x]), ship(2, [x], a.gln, b.gln)])
    expect(await held(x)).toMatchObject({
      [a.partyId]: { quantity: '0', regime: 'declared', kind: 'piece' },
      [b.partyId]: { quantity: '0', disposition: 'in_transit' },
    })
    await capture(w.t.deps, b.partyId, [receive(3, [x], a.gln, b.gln)])
    expect(await held(x)).toMatchObject({ [a.partyId]: { quantity: '0' }, [b.partyId]: { quantity: '1' } })
    expect(await linksOf(x)).toMatchObject([
      { from: a.partyId, to: b.partyId, step: 'shipping', basis: 'declared' },
      { from: a.partyId, to: b.partyId, step: 'receiving', basis: 'declared' },
    ])
  })

  test('what the other side says makes the link and no balance', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const x = sgtin(fresh())
    await capture(w.t.deps, a.partyId, [commission(1, [x])])
    await capture(w.t.deps, b.partyId, [ship(2, [x], a.gln, b.gln)])
    await capture(w.t.deps, a.partyId, [receive(3, [x], a.gln, b.gln)])
    expect(await held(x)).toMatchObject({ [a.partyId]: { quantity: '1' }, [b.partyId]: { quantity: '0' } })
    expect(await linksOf(x)).toHaveLength(2)
  })

  test('a buyer that is not registered is a party of its own by its identifier', async () => {
    const a = await makeHolder(w.t.deps)
    const x = sgtin(fresh())
    await capture(w.t.deps, a.partyId, [commission(1, [x]), ship(2, [x], a.gln, 999)])
    const outside = stableId(canonicalIdentifier(pgln(999)))
    expect(Object.keys(await held(x)).sort()).toEqual([a.partyId, outside].sort())
    expect(await w.rows('select identifier from trace.outside_party where party_id = $1', [outside])).toEqual([
      { identifier: canonicalIdentifier(pgln(999)) },
    ])
  })

  test('shipped to nobody named and received from nobody named meet at "holder unknown"', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const x = sgtin(fresh())
    await capture(w.t.deps, a.partyId, [commission(1, [x]), ship(2, [x])])
    await capture(w.t.deps, b.partyId, [receive(3, [x])])
    const unknown = foreignParty(stableId(canonicalIdentifier(x)))
    expect(isForeign(unknown)).toBe(true)
    expect((await linksOf(x)).map((l) => [l.from, l.to])).toEqual([
      [a.partyId, unknown],
      [unknown, b.partyId],
    ])
    expect(await held(x)).toMatchObject({ [unknown]: { quantity: '0' }, [b.partyId]: { quantity: '1' } })
  })

  test('seen with nobody named and no step of the hand: holder unknown; stored: the capturing party', async () => {
    const a = await makeHolder(w.t.deps)
    const [x, y] = [sgtin(fresh()), sgtin(fresh())]
    await capture(w.t.deps, a.partyId, [observe(1, [x], { bizStep: 'inspecting' }), observe(2, [y])])
    expect(Object.keys(await held(x)).every(isForeign)).toBe(true)
    expect(Object.keys(await held(y))).toEqual([a.partyId])
  })

  test('the party of a business location holds what is seen there', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const x = sgtin(fresh())
    const place = `urn:epc:id:sgln:9521321.${String(b.gln).padStart(5, '0')}.7`
    await capture(w.t.deps, a.partyId, [observe(1, [x], { bizStep: 'inspecting', bizLocation: { id: place } })])
    expect(await held(x)).toMatchObject({ [b.partyId]: { place: canonicalIdentifier(place) } })
  })
})

describe('how much', () => {
  test('lots count in kilograms whoever wrote tonnes; destroyed is gone; below zero is allowed', async () => {
    const a = await makeHolder(w.t.deps)
    const lot = lgtin(fresh())
    await capture(w.t.deps, a.partyId, [
      commission(1, [[lot, 2, 'TNE']]),
      destroyed(2, [[lot, 500, 'KGM']]),
      ship(3, [[lot, 1750]], a.gln, 998),
    ])
    expect(await held(lot)).toMatchObject({ [a.partyId]: { quantity: '-250', unit: 'kg', kind: 'batch' } })
  })

  test('a class without a lot is no node; the event says so', async () => {
    const a = await makeHolder(w.t.deps)
    const x = sgtin(fresh())
    const [got] = await capture(w.t.deps, a.partyId, [commission(1, [x, ['urn:epc:idpat:sgtin:9521321.081234.*', 10]])])
    expect(got!.signals).toEqual(['untraceable'])
    expect(
      await w.rows('select 1 from trace.item where identifier like $1', ['https://id.gs1.org/01/_____________']),
    ).toEqual([])
  })

  test('an amount in another kind of unit is kept and not counted', async () => {
    const a = await makeHolder(w.t.deps)
    const lot = lgtin(fresh())
    const [, second] = await capture(w.t.deps, a.partyId, [commission(1, [[lot, 5]]), commission(2, [[lot, 3, 'LTR']])])
    expect(await held(lot)).toMatchObject({ [a.partyId]: { quantity: '5', unit: 'kg' } })
    expect(second!.signals).toEqual(['other_unit'])
  })

  test('a process takes its inputs and makes its outputs, n × m links with the shares', async () => {
    const a = await makeHolder(w.t.deps)
    const [i, j, o, p] = [fresh(), fresh(), fresh(), fresh()].map((s) => lgtin(s)) as [string, string, string, string]
    await capture(w.t.deps, a.partyId, [
      commission(1, [
        [i, 10],
        [j, 20],
      ]),
      transform(
        2,
        [
          [i, 10],
          [j, 20],
        ],
        [
          [o, 6],
          [p, 18],
        ],
      ),
    ])
    expect(await held(i)).toMatchObject({ [a.partyId]: { quantity: '0' } })
    expect(await held(p)).toMatchObject({ [a.partyId]: { quantity: '18' } })
    expect((await linksOf(j)).map((l) => [l.to_item, Number(l.quantity)])).toEqual([
      [canonicalIdentifier(o), 5],
      [canonicalIdentifier(p), 15],
    ])
  })

  test('very many go through a mix, and one process told in parts is joined by its transformation id', async () => {
    const a = await makeHolder(w.t.deps)
    const many = (n: number) => Array.from({ length: n }, () => sgtin(fresh()))
    const [inputs, outputs] = [many(21), many(20)]
    await capture(w.t.deps, a.partyId, [transform(1, inputs, outputs)])
    expect(await linksOf(inputs[0]!)).toMatchObject([{ to_item: expect.stringMatching(/^mix\//) }])
    const [i, o] = [many(1), many(1)]
    const transformationID = `urn:uuid:${crypto.randomUUID()}`
    await capture(w.t.deps, a.partyId, [transform(2, i, [], { transformationID })])
    await capture(w.t.deps, a.partyId, [transform(3, [], o, { transformationID })])
    const [into] = await linksOf(i[0]!)
    expect(into!.to_item).toBe(`mix/${a.partyId}/${transformationID}`)
    expect(
      await w.rows(
        `select 1 from trace.link_b l join trace.holding h on h.party_id = l.out_party
      and h.holding_id = l.out_holding join trace.item i using (home_id, item_id) where i.identifier = $1`,
        [canonicalIdentifier(o[0]!)],
      ),
    ).toHaveLength(1)
  })

  test('goods of our own records keep their balance; the event is recorded, linked and signalled', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const { batch } = await w.as(a.partyId, trace.produce, { product: mango, quantity: '100', eventTime: at(1) })
    const code = `https://sy.example/s/${batch.code}`
    const [got] = await capture(w.t.deps, a.partyId, [ship(2, [[code, 30]], a.gln, b.gln)])
    expect(got!.signals).toEqual(['governed'])
    expect(await held(code)).toMatchObject({ [a.partyId]: { quantity: '100', regime: 'governed' } })
    expect(await linksOf(code)).toMatchObject([{ from: a.partyId, to: b.partyId }])
  })
})

describe('the same event', () => {
  test('captured again changes nothing, with and without an id, within a document and after it', async () => {
    const a = await makeHolder(w.t.deps)
    const [x, y] = [sgtin(fresh()), sgtin(fresh())]
    const events = [named(commission(1, [x])), commission(2, [y]), commission(2, [y])]
    const first = await capture(w.t.deps, a.partyId, events)
    const before = await w.rows('select * from trace.holding where party_id = $1 order by holding_id', [a.partyId])
    const again = await capture(w.t.deps, a.partyId, events)
    expect(first.map((f) => f.known)).toEqual([false, false, false])
    expect(again.map((f) => f.known)).toEqual([true, true, true])
    expect(again.map((f) => f.eventId)).toEqual(first.map((f) => f.eventId))
    expect(first[1]!.externalId).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
    expect(await w.rows('select * from trace.holding where party_id = $1 order by holding_id', [a.partyId])).toEqual(
      before,
    )
  })

  test('another event under a used id is accepted and says so', async () => {
    const a = await makeHolder(w.t.deps)
    const id = `urn:uuid:${crypto.randomUUID()}`
    const got = await capture(w.t.deps, a.partyId, [
      named(commission(1, [sgtin(fresh())]), id),
      named(commission(2, [sgtin(fresh())]), id),
    ])
    expect(got.map((g) => g.signals)).toEqual([[], ['event_id_reused']])
  })
})

describe('error declarations', () => {
  test('take the event back: balance, link, pack, place; whichever came first, in one document or two', async () => {
    for (const order of ['after', 'before', 'together'] as const) {
      const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
      const [x, case1] = [sgtin(fresh()), sscc(++serial)]
      const sold = named(ship(3, [x], a.gln, b.gln))
      const packed = named(pack(2, case1, [x]))
      await capture(w.t.deps, a.partyId, [commission(1, [x])])
      const [events, errors] = [
        [packed, sold],
        [wrong(packed), wrong(sold)],
      ]
      if (order === 'together') await capture(w.t.deps, a.partyId, [...errors, ...events])
      else
        for (const doc of order === 'after' ? [events, errors] : [errors, events])
          await capture(w.t.deps, a.partyId, doc)
      expect(await held(x), order).toMatchObject({
        [a.partyId]: { quantity: '1' },
        [b.partyId]: { quantity: '0', disposition: null },
      })
      expect(await linksOf(x), order).toEqual([])
      expect(
        await w.rows(
          'select 1 from trace.contained c join trace.item i on i.home_id = c.home_id and i.item_id = c.child_id where i.identifier = $1',
          [canonicalIdentifier(x)],
        ),
        order,
      ).toEqual([])
    }
  })

  test('sent again in another spelling are known; one that declares something else is another', async () => {
    const a = await makeHolder(w.t.deps)
    const serial1 = fresh()
    const made = named(commission(1, [sgtin(serial1)]))
    await capture(w.t.deps, a.partyId, [made, wrong(made)])
    // as a query with translated identifiers gives it back
    const link = {
      ...wrong(made),
      epcList: [canonicalIdentifier(sgtin(serial1))],
      recordTime: '2026-06-01T00:00:00.000Z',
    }
    const [again] = await capture(w.t.deps, a.partyId, [link])
    expect(again!.known).toBe(true)
    const other = {
      ...link,
      errorDeclaration: { ...(wrong(made)['errorDeclaration'] as object), reason: 'did_not_occur' },
    }
    const later = { ...link, errorDeclaration: { declarationTime: '2026-06-03T00:00:00Z' } }
    const told = await capture(w.t.deps, a.partyId, [other, later, { ...later, recordTime: '2026-06-02T00:00:00Z' }])
    expect(told.map((e) => e.known)).toEqual([false, false, false])
    expect(new Set(told.map((e) => e.eventId)).size).toBe(2)
  })

  test('by another party mean nothing; for an id nobody has they wait', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const x = sgtin(fresh())
    const made = named(commission(1, [x]))
    await capture(w.t.deps, a.partyId, [made])
    const [got] = await capture(w.t.deps, b.partyId, [wrong(made)])
    expect(got!.signals).toEqual(['original_unknown'])
    expect(await held(x)).toMatchObject({ [a.partyId]: { quantity: '1' } })
  })

  test('are accepted when the goods had gone on, and say so', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const x = sgtin(fresh())
    const made = named(commission(1, [x]))
    await capture(w.t.deps, a.partyId, [made])
    await capture(w.t.deps, a.partyId, [ship(2, [x], a.gln, b.gln)])
    const [got] = await capture(w.t.deps, a.partyId, [wrong(made)])
    expect(got!.signals).toEqual(['has_outputs'])
    expect(await held(x)).toMatchObject({ [a.partyId]: { quantity: '-1' } })
  })

  test('a second one changes nothing more', async () => {
    const a = await makeHolder(w.t.deps)
    const x = sgtin(fresh())
    const made = named(commission(1, [x]))
    await capture(w.t.deps, a.partyId, [made, wrong(made)])
    await capture(w.t.deps, a.partyId, [wrong(made, { reason: 'did_not_occur' })])
    expect(await held(x)).toMatchObject({ [a.partyId]: { quantity: '0' } })
  })
})

describe('packs', () => {
  const inside = async (identifier: string) =>
    (
      await w.rows<{ parent: string; open: boolean }>(
        `select p.identifier as parent, c.to_time is null as open from trace.contained c
         join trace.item i on i.home_id = c.home_id and i.item_id = c.child_id
         join trace.item p on p.home_id = c.parent_home and p.item_id = c.parent_id where i.identifier = $1 order by from_time`,
        [canonicalIdentifier(identifier)],
      )
    ).map((r) => `${r.parent.split('/').at(-1)}${r.open ? '' : ' ended'}`)

  test('emptied without a list: everything that was inside then, also what is told of later', async () => {
    const a = await makeHolder(w.t.deps)
    const [x, y, p] = [sgtin(fresh()), sgtin(fresh()), sscc(++serial)]
    await capture(w.t.deps, a.partyId, [pack(1, p, [x]), unpack(5, p)])
    await capture(w.t.deps, a.partyId, [pack(2, p, [y])])
    expect([await inside(x), await inside(y)].flat()).toEqual([
      expect.stringMatching(/ended$/),
      expect.stringMatching(/ended$/),
    ])
  })

  test('moved, what is inside moves along, marked as inferred; what is late is worked out again', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const [x, y, lot, p, q] = [sgtin(fresh()), sgtin(fresh()), lgtin(fresh()), sscc(++serial), sscc(++serial)]
    await capture(w.t.deps, a.partyId, [
      commission(1, [x, y, p, q, [lot, 50]]),
      pack(2, p, [x, [lot, 20]]),
      pack(3, q, [p]),
      ship(10, [q], a.gln, b.gln),
    ])
    await w.t.drain()
    expect(await held(x)).toMatchObject({ [a.partyId]: { quantity: '0' }, [b.partyId]: { quantity: '0' } })
    expect(await held(lot)).toMatchObject({ [a.partyId]: { quantity: '30' } })
    expect(await linksOf(x)).toMatchObject([{ from: a.partyId, to: b.partyId, basis: 'inferred', quantity: '1' }])
    await capture(w.t.deps, b.partyId, [receive(12, [q], a.gln, b.gln)])
    await w.t.drain()
    expect(await held(lot)).toMatchObject({ [a.partyId]: { quantity: '30' }, [b.partyId]: { quantity: '20' } })
    // y had been in the pallet too; and x had been taken out before it left
    await capture(w.t.deps, a.partyId, [pack(4, q, [y]), unpack(9, p, [x])])
    await w.t.drain()
    expect(await held(y)).toMatchObject({ [a.partyId]: { quantity: '0' }, [b.partyId]: { quantity: '1' } })
    expect(await held(x)).toMatchObject({ [a.partyId]: { quantity: '1' }, [b.partyId]: { quantity: '0' } })
    expect(await linksOf(x)).toEqual([])
    expect(await w.broken()).toEqual(nothingBroken)
  })

  test('a shipment taken back takes back what was inferred from it', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const [x, p] = [sgtin(fresh()), sscc(++serial)]
    const sold = named(ship(3, [p], a.gln, b.gln))
    await capture(w.t.deps, a.partyId, [commission(1, [x, p]), pack(2, p, [x]), sold])
    await w.t.drain()
    expect(await linksOf(x)).toHaveLength(1)
    await capture(w.t.deps, a.partyId, [wrong(sold)])
    await w.t.drain()
    expect(await linksOf(x)).toEqual([])
    expect(await held(x)).toMatchObject({ [a.partyId]: { quantity: '1' } })
  })

  test('a crate is no node, and what is in it still moves with it', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const [x, c] = [sgtin(fresh()), crate(++serial)]
    await capture(w.t.deps, a.partyId, [commission(1, [x]), pack(2, c, [x]), ship(3, [c], a.gln, b.gln)])
    await w.t.drain()
    expect(await held(c)).toEqual({})
    expect(await linksOf(x)).toMatchObject([{ basis: 'inferred', to: b.partyId }])
  })

  test('what the shipment lists itself is not inferred once more', async () => {
    const [a, b] = [await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
    const [x, lot, p] = [sgtin(fresh()), lgtin(fresh()), sscc(++serial)]
    await capture(w.t.deps, a.partyId, [
      commission(1, [x, [lot, 9]]),
      pack(2, p, [x, [lot, 9]]),
      ship(3, [p, x, [lot, 9]], a.gln, b.gln),
    ])
    await w.t.drain()
    expect(await linksOf(x)).toMatchObject([{ basis: 'declared' }])
    expect(await held(lot)).toMatchObject({ [a.partyId]: { quantity: '0' } })
  })
})
