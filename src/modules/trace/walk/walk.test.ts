import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bothWays, type TestApp, testApp } from '../../../../test/app.ts'
import type { Start, Walk, Way } from './graph.ts'
import { walk, walkByLevels } from './walk.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** A link of a graph drawn at random: ends by number, times in hours; `voided`: when it was declared an error. */
type Drawn = { from: number; to: number; at: number; recorded: number; voided: number | undefined; same: boolean }
type Graph = { nodes: { partyId: string; holdingId: string }[]; links: Drawn[] }

const uuid = () => crypto.randomUUID()
const hour = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString()
const hourPg = (n: number) => `${hour(n).slice(0, 19)}Z`

async function store(links: Drawn[], size: number): Promise<Graph> {
  const parties = [uuid(), uuid(), uuid()]
  const nodes = Array.from({ length: size }, (_, i) => ({ partyId: parties[i % 3]!, holdingId: uuid() }))
  const column = <T>(pick: (l: Drawn) => T) => links.map(pick)
  for (const table of ['trace.link_f', 'trace.link_b'])
    await sql`insert into ${sql.table(table)} (in_party, in_holding, out_party, out_holding, event_party, event_id, step,
        same_item, quantity, basis, event_time, recorded_at, voided_by, voided_at)
      select ip, ih, op, oh, ip, e, 'process', same, 1, 'own', at, recorded, v, voided
      from unnest(${column((l) => nodes[l.from]!.partyId)}::uuid[], ${column((l) => nodes[l.from]!.holdingId)}::uuid[],
        ${column((l) => nodes[l.to]!.partyId)}::uuid[], ${column((l) => nodes[l.to]!.holdingId)}::uuid[],
        ${column(uuid)}::uuid[], ${column((l) => l.same)}::boolean[], ${column((l) => hour(l.at))}::timestamptz[],
        ${column((l) => hour(l.recorded))}::timestamptz[], ${column((l) => (l.voided === undefined ? null : uuid()))}::uuid[],
        ${column((l) => (l.voided === undefined ? null : hour(l.voided)))}::timestamptz[])
        as l (ip, ih, op, oh, e, same, at, recorded, v, voided)`.execute(app.db)
  return { nodes, links }
}

/** What must be found, by the plainest means: every way through the graph that respects time, one link after another. */
function oracle(g: Graph, way: Way, start: number, from: number, until: number, asOf: number | undefined): string[] {
  const standing = g.links.filter((l) =>
    asOf === undefined ? l.voided === undefined : l.recorded <= asOf && (l.voided === undefined || l.voided > asOf),
  )
  const seen = new Set<string>()
  const found = new Set<string>()
  const todo = [{ node: start, low: from, high: until, own: true }]
  for (let s = todo.pop(); s; s = todo.pop()) {
    const key = JSON.stringify(s)
    if (seen.has(key)) continue
    seen.add(key)
    for (const l of standing) {
      const [near, far] = way === 'forward' ? [l.from, l.to] : [l.to, l.from]
      if (near !== s.node || l.at < s.low || l.at > s.high) continue
      found.add(`${g.nodes[l.from]!.holdingId} ${g.nodes[l.to]!.holdingId} ${hourPg(l.at)}`)
      const own = s.own && l.same
      if (way === 'forward') todo.push({ node: far, low: l.at, high: own ? s.high : 999, own })
      else todo.push({ node: far, low: own ? s.low : -999, high: l.at, own })
    }
  }
  return [...found].sort()
}

const linkNames = (w: Walk) => [...new Set(w.links.map((l) => `${l.inHolding} ${l.outHolding} ${l.eventTime}`))].sort()
const nodeNames = (w: Walk) => [...w.holdings.keys()].sort()

const size = 7
const rarely = <T>(a: fc.Arbitrary<T>, times: number) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: times }, { arbitrary: a, weight: 1 })
const drawn: fc.Arbitrary<Drawn> = fc.record({
  from: fc.nat(size - 1),
  to: fc.nat(size - 1),
  at: fc.nat(12),
  recorded: fc.nat(20),
  voided: rarely(fc.nat(25), 4),
  same: fc.boolean(),
})

test('both walks find exactly what respects time, with circles, voids, intervals and as of a record time', async () => {
  let found = 0
  let past = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawn, { minLength: 25, maxLength: 50, size: 'max' }),
      fc.constantFrom<Way>('back', 'forward'),
      rarely(fc.integer({ min: 8, max: 25 }), 1),
      rarely(fc.tuple(fc.nat(6), fc.integer({ min: 4, max: 12 })), 1),
      async (links, way, asOf, interval) => {
        const g = await store(links, size)
        const [low, high] = interval ? [Math.min(...interval), Math.max(...interval)] : [-999, 999]
        const first = way === 'forward' ? links[0]!.from : links[0]!.to
        const start: Start = { ...g.nodes[first]!, ...(interval ? { from: hourPg(low), until: hourPg(high) } : {}) }
        const options = { depth: 'all', most: 1000, ...(asOf === undefined ? {} : { asOf: hour(asOf) }) } as const
        const recursive = await walk(app.db, way, [start], { ...options, recursive: bothWays()[0]! })
        const levels = await walkByLevels(app.db, way, [start], options)
        const expected = oracle(g, way, first, low, high, asOf)
        expect(linkNames(levels)).toEqual(expected)
        expect(linkNames(recursive)).toEqual(expected)
        expect(nodeNames(recursive)).toEqual(nodeNames(levels))
        expect([recursive.stoppedAt.size, levels.stoppedAt.size]).toEqual([0, 0])
        found += expected.length
        const outside = (time: string) => time < hourPg(low) || time > hourPg(high)
        if (interval) past += expected.filter((x) => outside(x.split(' ')[2]!)).length
      },
    ),
    { numRuns: 100 },
  )
  // the graphs are worth walking, and walks leave the interval when the goods become something else
  expect(found).toBeGreaterThan(500)
  expect(past).toBeGreaterThan(20)
})

test('goods that left before others came in are not made of them', async () => {
  // tank 1 gives to 2 at hour 1; only at hour 5 does 0 come into 1, and 1 gives to 3 at hour 6
  const link = (from: number, to: number, at: number) => ({
    from,
    to,
    at,
    recorded: at,
    voided: undefined,
    same: false,
  })
  const g = await store([link(1, 2, 1), link(0, 1, 5), link(1, 3, 6)], 4)
  for (const recursive of bothWays()) {
    const forward = await walk(app.db, 'forward', [g.nodes[0]!], { depth: 'all', most: 100, recursive })
    expect(nodeNames(forward)).toEqual([g.nodes[0]!, g.nodes[1]!, g.nodes[3]!].map((n) => n.holdingId).sort())
    const back = await walk(app.db, 'back', [g.nodes[2]!], { depth: 'all', most: 100, recursive })
    expect(nodeNames(back)).toEqual([g.nodes[1]!, g.nodes[2]!].map((n) => n.holdingId).sort())
  }
})

test('a walk that has enough says where it stopped and shows no link into the dark', async () => {
  // a hub with 30 ways out, each going one further
  const links = Array.from({ length: 30 }, (_, i) => [
    { from: 0, to: i + 1, at: 1, recorded: 1, voided: undefined, same: false },
    { from: i + 1, to: i + 31, at: 2, recorded: 2, voided: undefined, same: false },
  ]).flat()
  const g = await store(links, 61)
  for (const recursive of bothWays()) {
    const w = await walk(app.db, 'forward', [g.nodes[0]!], { depth: 'all', most: 20, recursive })
    expect(w.holdings.size).toBe(20)
    expect(w.stoppedAt.size).toBeGreaterThan(0)
    expect(w.links.every((l) => w.holdings.has(l.inHolding) && w.holdings.has(l.outHolding))).toBe(true)
    const enough = await walk(app.db, 'forward', [g.nodes[0]!], { depth: 'all', most: 61, recursive })
    expect([enough.holdings.size, enough.links.length, enough.stoppedAt.size]).toEqual([61, 60, 0])
  }
})

test('of a holding that went to thousands no more is read than can be shown, and it says that there is more', async () => {
  const links = Array.from({ length: 3000 }, (_, i) => ({
    ...{ from: 0, to: i + 1, at: 1, recorded: 1, voided: undefined, same: false },
  }))
  const g = await store(links, 3001)
  for (const recursive of bothWays()) {
    const w = await walk(app.db, 'forward', [g.nodes[0]!], { depth: 'all', most: 100, recursive })
    expect(w.holdings.size).toBe(100)
    expect([...w.stoppedAt]).toEqual([g.nodes[0]!.holdingId])
    expect(w.links.length).toBe(99)
  }
})

test('a dense circle ends, complete, even where one statement would go round and round', async () => {
  // five holdings in a ring, each giving to the next at every hour: each comes again at every hour
  const links = Array.from({ length: 40 }, (_, at) =>
    [0, 1, 2, 3, 4].map((from) => ({ from, to: (from + 1) % 5, at, recorded: at, voided: undefined, same: false })),
  ).flat()
  const g = await store(links, 5)
  const recursive = await walk(app.db, 'forward', [g.nodes[0]!], { depth: 'all', most: 6, recursive: true })
  const levels = await walk(app.db, 'forward', [g.nodes[0]!], { depth: 'all', most: 6, recursive: false })
  expect(recursive.holdings.size).toBe(5)
  expect(recursive.stoppedAt.size).toBe(0)
  expect(linkNames(recursive)).toEqual(linkNames(levels))
  expect(linkNames(levels).length).toBe(200)
})

test('one step is the start and what it is linked with directly', async () => {
  const link = (from: number, to: number, at: number) => ({
    from,
    to,
    at,
    recorded: at,
    voided: undefined,
    same: false,
  })
  const g = await store([link(0, 1, 1), link(1, 2, 2)], 3)
  const w = await walk(app.db, 'forward', [g.nodes[0]!], { depth: 1, most: 100, recursive: true })
  expect([w.holdings.size, w.links.length, w.levels]).toEqual([2, 1, 1])
})
