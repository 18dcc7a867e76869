import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  capture,
  commission,
  lgtin,
  makeHolder,
  named,
  observe,
  pack,
  receive,
  sgtin,
  ship,
  sscc,
  transform,
  unpack,
  wrong,
} from '../../../../test/capture/world.ts'
import { nothingBroken, type TraceWorld, traceWorld } from '../../../../test/trace.ts'
import type { EpcisEvent } from '../../../kernel/epcis/model.ts'

let w: TraceWorld
beforeAll(async () => {
  w = await traceWorld()
})
afterAll(() => w.close())

type Doc = { party: number; events: EpcisEvent[] }
type Step = { what: string; by: number; to: number; i: number; j: number; wrong: boolean; split: boolean }
let world = 0

/** A little chain of three parties with pieces, lots, cases and pallets, as documents; the same for the same steps. */
function documentsOf(steps: readonly Step[], glns: readonly number[], n: number): Doc[] {
  const piece = (k: number) => sgtin(`${n}.${k % 4}`)
  const lot = (k: number) => lgtin(`${n}.${k % 2}`)
  const box = (k: number) => sscc(n * 100 + (k % 3))
  const docs: Doc[] = [
    {
      party: 0,
      events: [
        named(commission(0, [0, 1, 2, 3].map(piece))),
        named(commission(1, [[lot(0), 100], [lot(1), 50], box(0), box(1), box(2)])),
      ],
    },
  ]
  for (const [k, s] of steps.entries()) {
    const minute = 2 + k
    const [from, to] = [glns[s.by]!, glns[s.to]!]
    const e = named(
      s.what === 'pack'
        ? pack(minute, box(s.i), [piece(s.j)])
        : s.what === 'packLot'
          ? pack(minute, box(s.i), [[lot(s.j), 1 + s.j]])
          : s.what === 'packBox'
            ? pack(minute, box(2), [box(s.i % 2)])
            : s.what === 'unpack'
              ? unpack(minute, box(s.i), [piece(s.j)])
              : s.what === 'empty'
                ? unpack(minute, box(s.i))
                : s.what === 'ship'
                  ? ship(minute, [box(s.i)], from, to)
                  : s.what === 'receive'
                    ? receive(minute, [box(s.i)], from, to, {
                        bizLocation: { id: `https://example.org/place/${s.j % 3}` },
                      })
                    : s.what === 'sell'
                      ? ship(minute, [piece(s.j), [lot(s.i), 3]], from, to)
                      : s.what === 'make'
                        ? transform(minute, [piece(s.i), [lot(s.j), 2]], [piece(s.i + 1)])
                        : observe(minute, [piece(s.i), box(s.j)], { disposition: s.split ? 'active' : 'in_progress' }),
    )
    docs.push({ party: s.by, events: [e] })
    if (s.wrong) docs.push({ party: s.by, events: [wrong(e)] })
  }
  return docs
}

/** What the documents left behind, in words that are the same in every world. */
async function outcomeOf(parties: readonly string[], n: number): Promise<unknown> {
  const name = `replace(replace(replace(%::text, '${parties[0]}', 'A'), '${parties[1]}', 'B'), '${parties[2]}', 'C')`
  const who = (column: string) =>
    `case when ${column} = any($1::uuid[]) then ${name.replace('%', column)} else 'unknown' end`
  // identifiers carry the number of the world
  const what = (column: string) =>
    `regexp_replace(${column}, '(21/|10/)${n}\\.|${String(n).padStart(3, '0')}(\\d\\d)\\d$', '\\1\\2')`
  const like = `(i.identifier ~ '/(21|10)/${n}\\.' or i.identifier ~ '/00/0?9521321\\d*${n}\\d\\d\\d$')`
  const holdings = await w.rows(
    `select ${what('i.identifier')} as item, ${who('h.party_id')} as party, trim_scale(h.quantity)::text as quantity,
       h.place, h.disposition, h.began_at
     from trace.holding h join trace.item i using (home_id, item_id) where ${like}
       and exists (select 1 from trace.holding_event e where e.party_id = h.party_id and e.holding_id = h.holding_id and e.voided_by is null)
     order by 1, 2`,
    [parties],
  )
  const stays = await w.rows(
    `select ${what('i.identifier')} as item, ${what('p.identifier')} as pack, c.from_time, c.to_time, trim_scale(c.quantity)::text as quantity
     from trace.contained c join trace.item i on i.home_id = c.home_id and i.item_id = c.child_id
     join trace.item p on p.home_id = c.parent_home and p.item_id = c.parent_id where ${like} and $1::uuid[] is not null
     order by 1, 3, 2`,
    [parties],
  )
  const links = await w.rows(
    `select ${what('i.identifier')} as item, ${who('l.in_party')} as "from", ${who('l.out_party')} as "to", ${what('j.identifier')} as into,
       l.basis, trim_scale(l.quantity)::text as quantity, l.event_time
     from trace.link_f l join trace.holding h on h.party_id = l.in_party and h.holding_id = l.in_holding
     join trace.item i on i.home_id = h.home_id and i.item_id = h.item_id
     join trace.holding o on o.party_id = l.out_party and o.holding_id = l.out_holding
     join trace.item j on j.home_id = o.home_id and j.item_id = o.item_id
     where ${like} and l.voided_by is null order by 7, 1, 2, 3, 4`,
    [parties],
  )
  return { holdings, stays, links }
}

const step = fc.record({
  what: fc.constantFrom(
    'pack',
    'pack',
    'packLot',
    'packBox',
    'unpack',
    'empty',
    'ship',
    'ship',
    'receive',
    'sell',
    'make',
    'observe',
  ),
  by: fc.nat(2),
  to: fc.nat(2),
  i: fc.nat(5),
  j: fc.nat(5),
  wrong: fc.boolean().chain((b) => (b ? fc.boolean() : fc.constant(false))),
  split: fc.boolean(),
})

async function run(
  steps: readonly Step[],
  order: (docs: Doc[]) => Doc[],
  drainEach: boolean,
): Promise<{ outcome: unknown; links: number }> {
  const n = ++world
  const holders = [await makeHolder(w.t.deps), await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
  const parties = holders.map((h) => h.partyId)
  for (const d of order(
    documentsOf(
      steps,
      holders.map((h) => h.gln),
      n,
    ),
  )) {
    await capture(w.t.deps, parties[d.party]!, d.events)
    if (drainEach) await w.t.drain()
  }
  await w.t.drain()
  const outcome = (await outcomeOf(parties, n)) as { links: { basis: string }[] }
  return { outcome, links: outcome.links.filter((l) => l.basis === 'inferred').length }
}

test('any order of arrival of the same documents ends in the same holdings, contents and inferred links', {
  timeout: 240_000,
}, async () => {
  let inferred = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 6, maxLength: 14 }),
      fc.infiniteStream(fc.nat()),
      async (steps, random) => {
        const inOrder = await run(steps, (d) => d, true)
        const shuffled = await run(
          steps,
          (docs) =>
            docs
              .map((d) => ({ d, at: random.next().value as number }))
              .sort((a, b) => a.at - b.at)
              .map((x) => x.d),
          false,
        )
        inferred += inOrder.links
        expect(shuffled.outcome).toEqual(inOrder.outcome)
      },
    ),
    { numRuns: Number(process.env['ORDERS'] ?? 8), endOnFailure: process.env['SHRINK'] === undefined },
  )
  expect(inferred).toBeGreaterThan(0)
  expect(await w.broken()).toEqual(nothingBroken)
})

test('captures of several parties at once on the same goods lose nothing and end without a deadlock', {
  timeout: 120_000,
}, async () => {
  const n = ++world
  const holders = [await makeHolder(w.t.deps), await makeHolder(w.t.deps), await makeHolder(w.t.deps)]
  const glns = holders.map((h) => h.gln)
  const items = Array.from({ length: 40 }, (_, k) => sgtin(`${n}.${k}`))
  const lots = Array.from({ length: 10 }, (_, k) => lgtin(`${n}.${k}`))
  const shuffled = <T>(list: readonly T[]) => [...list].sort(() => Math.random() - 0.5)
  await Promise.all(
    Array.from({ length: 24 }, (_, k) => {
      const me = k % 3
      const other = glns[(me + 1) % 3]!
      const events = shuffled(lots).map((lot, m) =>
        named(receive(k * 20 + m, [[lot, 1], ...shuffled(items).slice(0, 8)], other, glns[me])),
      )
      events.push(named(pack(k * 20 + 15, sscc(n * 100 + (k % 4)), shuffled(items).slice(0, 10))))
      return capture(w.t.deps, holders[me]!.partyId, events)
    }),
  )
  await w.t.drain()
  const got = await w.rows(
    `select trim_scale(sum(quantity))::text as q from trace.holding h join trace.item i using (home_id, item_id)
     where i.identifier ~ '/10/${n}\\.' and party_id = any($1::uuid[])`,
    [holders.map((h) => h.partyId)],
  )
  expect(got).toEqual([{ q: String(24 * 10) }])
  expect(await w.broken()).toEqual(nothingBroken)
})
