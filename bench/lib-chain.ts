import { createHash } from 'node:crypto'
import type pg from 'pg'
import { stableId } from '../src/platform/id.ts'

/** The county where everybody of a made-up chain is. */
export const division = '460105'

/** A holding of a made-up chain; `at` in days. */
export type Holding = { id: string; party: string; item: string; at: number; quantity: number }
type Step = { kind: string; party: string; at: number; inputs: Holding[]; outputs: Holding[]; counterpart?: string }

/** One chain: 100 farms → a merged batch → 10 wholesalers → 50 packers, 200 mixed batches → 165 shops. */
function makeChain(n: number): { holdings: Holding[]; steps: Step[]; start: Holding; parties: string[] } {
  const holdings: Holding[] = []
  const steps: Step[] = []
  const parties: string[] = []
  const party = (name: string) => {
    const id = stableId(`bench ${n} ${name}`)
    parties.push(id)
    return id
  }
  const hold = (owner: string, item: string, at: number, quantity = 10): Holding => {
    const h = { id: stableId(`${owner}/${item}`), party: owner, item, at, quantity }
    holdings.push(h)
    return h
  }
  let items = 0
  const made = (owner: string, at: number) => hold(owner, stableId(`bench item ${n} ${items++}`), at)
  const step = (kind: string, owner: string, at: number, inputs: Holding[], outputs: Holding[], counterpart?: string) =>
    steps.push({ kind, party: owner, at, inputs, outputs, ...(counterpart ? { counterpart } : {}) })
  const sell = (from: Holding, buyer: string, at: number): Holding => {
    const sent = made(from.party, at)
    step('dispatch', from.party, at, [from], [sent], buyer)
    const got = hold(buyer, sent.item, at + 1)
    step('receive', buyer, at + 1, [sent], [got], from.party)
    return got
  }
  const cooperative = party('cooperative')
  const collected = Array.from({ length: 100 }, (_, i) => {
    const harvest = made(party(`farm ${i}`), 0)
    step('produce', harvest.party, 0, [], [harvest])
    return sell(harvest, cooperative, 1)
  })
  const start = made(cooperative, 3)
  step('merge', cooperative, 3, collected, [start])
  const wholesale = Array.from({ length: 10 }, (_, i) => sell(start, party(`wholesaler ${i}`), 4))
  const parts = wholesale.flatMap((w) => {
    const outputs = Array.from({ length: 5 }, () => made(w.party, 6))
    step('split', w.party, 6, [w], outputs)
    return outputs
  })
  const packers = Array.from({ length: 50 }, (_, i) => party(`packer ${i}`))
  // a packer buys from its own wholesaler and one of the others, and mixes both into each batch it makes
  const stock = parts.map((p, i) => [sell(p, packers[i]!, 7), sell(parts[(i + 7) % 50]!, packers[i]!, 7)])
  const mixed = stock.flatMap((inputs) =>
    Array.from({ length: 4 }, () => {
      const out = made(inputs[0]!.party, 9)
      step('process', out.party, 9, inputs, [out])
      return out
    }),
  )
  for (let i = 0; i < 110; i++) sell(mixed[i]!, party(`shop ${i}`), 10)
  return { holdings, steps, start, parties }
}

const time = (day: number) => new Date(Date.UTC(2026, 3, 1 + day)).toISOString()

/** Loads one chain with its parties, events and bodies, in the shapes that the commands write. */
export async function loadChain(db: pg.Client, n: number): Promise<Holding> {
  const { holdings, steps, start, parties } = makeChain(n)
  const insert = (table: string, columns: string, types: string[], rows: unknown[][]) =>
    db.query(
      `insert into ${table} (${columns}) select * from unnest(${types.map((t, i) => `$${i + 1}::${t}[]`).join(', ')}) on conflict do nothing`,
      types.map((_, i) => rows.map((r) => r[i])),
    )
  const many = (x: string, k: number) => Array<string>(k).fill(x)
  await db.query(
    `insert into identity.party (party_id, kind, name, division_id, created_at, sectors)
     select p, 'operator', '示例农产品经营单位' || i, $2, $3::timestamptz, '{crop}' from unnest($1::uuid[]) with ordinality as x (p, i)`,
    [parties, division, time(0)],
  )
  await db.query(
    `insert into identity.party_area (party_id, division_id, sectors) select p, d, '{crop}' from unnest($1::uuid[]) p, unnest($2::text[]) d`,
    [parties, ['0', '460000', '460100', division]],
  )
  const code = (h: Holding) =>
    `11${BigInt(`0x${h.item.replaceAll('-', '').slice(0, 14)}`)
      .toString()
      .padStart(18, '0')
      .slice(0, 18)}`
  await insert(
    'trace.holding',
    'party_id, holding_id, home_id, item_id, kind, code, product_id, product_name, class_code, sector, profile, made_on, unit, regime, quantity, reserved, basis, place, disposition, began_at, changed_at, created_at',
    [
      ...many('uuid', 4),
      'text',
      'text',
      'uuid',
      ...many('text', 4),
      'date',
      'text',
      'text',
      'numeric',
      'numeric',
      ...many('text', 3),
      ...many('timestamptz', 3),
    ],
    holdings.map((h) => [
      h.party,
      h.id,
      h.party,
      h.item,
      'batch',
      code(h),
      h.item,
      '示例芒果',
      '010101',
      'crop',
      'crop',
      '2026-04-01',
      'kg',
      'governed',
      h.quantity,
      0,
      'own',
      '示例一号冷库',
      'active',
      time(h.at),
      time(h.at),
      time(h.at),
    ]),
  )
  const event = new Map(steps.map((s, i) => [s, stableId(`bench event ${n} ${i}`)]))
  await insert(
    'trace.event',
    'party_id, event_id, kind, step, sector, event_time, recorded_at, basis, regime, place, disposition, actor, body_hash, counterpart_id',
    ['uuid', 'uuid', 'text', 'text', 'text', 'timestamptz', 'timestamptz', ...many('text', 5), 'bytea', 'uuid'],
    steps.map((s) => [
      s.party,
      event.get(s),
      s.kind,
      s.kind,
      'crop',
      time(s.at),
      time(s.at),
      'own',
      'governed',
      '示例一号冷库',
      'active',
      s.party,
      createHash('sha256').update(event.get(s)!).digest(),
      s.counterpart ?? null,
    ]),
  )
  const body = (s: Step) =>
    JSON.stringify({
      v: 1,
      kind: s.kind,
      step: s.kind,
      partyId: s.party,
      fields: { profile: 'crop', event: s.kind, variety: '台农', temperature: '12' },
      inputs: s.inputs.map((h) => ({ holdingId: h.id, quantity: '10', unit: 'kg' })),
      outputs: s.outputs.map((h) => ({ holdingId: h.id, quantity: '10', unit: 'kg' })),
    })
  await insert(
    'trace.event_body',
    'party_id, event_id, nonce, body',
    ['uuid', 'uuid', 'bytea', 'text'],
    steps.map((s) => [s.party, event.get(s), Buffer.alloc(32), body(s)]),
  )
  const touches = steps.flatMap((s) => [
    ...s.inputs.map((h) => [h, s, -1] as const),
    ...s.outputs.map((h) => [h, s, 10] as const),
  ])
  await insert(
    'trace.holding_event',
    'party_id, holding_id, event_id, event_party, delta, place, disposition, event_time, recorded_at',
    [...many('uuid', 4), 'numeric', 'text', 'text', 'timestamptz', 'timestamptz'],
    touches.map(([h, s, d]) => [
      h.party,
      h.id,
      event.get(s),
      s.party,
      d,
      d > 0 ? '示例一号冷库' : null,
      d > 0 ? 'active' : null,
      time(s.at),
      time(s.at),
    ]),
  )
  await insert(
    'trace.item_event',
    'home_id, item_id, event_time, event_id, party_id, holding_id, event_party',
    ['uuid', 'uuid', 'timestamptz', ...many('uuid', 4)],
    touches.map(([h, s]) => [h.party, h.item, time(s.at), event.get(s), h.party, h.id, s.party]),
  )
  const links = steps.flatMap((s) =>
    s.inputs.flatMap((i) =>
      s.outputs.map((o) => [
        i.party,
        i.id,
        o.party,
        o.id,
        s.party,
        event.get(s),
        s.kind,
        i.item === o.item,
        '10',
        'own',
        time(s.at),
        time(s.at),
      ]),
    ),
  )
  for (const table of ['trace.link_f', 'trace.link_b'])
    await insert(
      table,
      'in_party, in_holding, out_party, out_holding, event_party, event_id, step, same_item, quantity, basis, event_time, recorded_at',
      [...many('uuid', 6), 'text', 'boolean', 'numeric', 'text', 'timestamptz', 'timestamptz'],
      links,
    )
  return start
}
