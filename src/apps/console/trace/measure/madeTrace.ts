import type { Trace, TraceLink, TraceNode } from '../../../../modules/trace/walk/schema.ts'

const day = (n: number) => new Date(Date.UTC(2026, 3, 1 + n)).toISOString()
const id = (n: number, kind: string) => `${kind}-${String(n).padStart(8, '0')}`

/**
 * A made-up answer, the same every time: farms → a merged batch → wholesalers → packers that mix → shops, every sale a
 * holding sent and a holding received. Of size 1 it has 991 nodes and 1,190 links (as `bench/lib-chain.ts`); of size 10
 * ten times as many.
 */
export function madeTrace(size: number): Trace {
  const nodes: TraceNode[] = []
  const links: TraceLink[] = []
  const parties = new Map<string, string>()
  const party = (name: string, n: number) => {
    const partyId = id(n, name)
    parties.set(partyId, `示例${name}${n}`)
    return partyId
  }
  const hold = (partyId: string, at: number, quantity: string, more: Partial<TraceNode> = {}): number => {
    nodes.push({
      holdingId: id(nodes.length, 'holding'),
      sight: 'full',
      kind: 'batch',
      unit: 'kg',
      basis: 'own',
      regime: 'governed',
      beganAt: day(at),
      productName: '示例芒果',
      sector: 'crop',
      madeOn: '2026-04-01',
      partyId,
      code: String(11827458549544135000n + BigInt(nodes.length)),
      disposition: 'active',
      quantity,
      ...more,
    })
    return nodes.length - 1
  }
  const link = (from: number, to: number, step: string, at: number, more: Partial<TraceLink> = {}) => {
    const made = { from, to, step, eventTime: day(at), eventId: id(links.length, 'event'), quantity: '10' }
    links.push({ ...made, unit: 'kg', basis: 'own', ...more })
  }
  const sell = (from: number, buyer: string, at: number): number => {
    const sent = hold(nodes[from]!.partyId!, at, '0', { disposition: 'in_transit' })
    link(from, sent, 'shipping', at)
    const got = hold(buyer, at + 1, '4', { basis: 'counterpart_confirmed', disposition: 'in_progress' })
    link(sent, got, 'receiving', at + 1, { sameItem: true })
    return got
  }
  const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))

  const cooperative = party('合作社', 0)
  const collected = many(100 * size, (i) => sell(hold(party('农户', i), 0, '5'), cooperative, 1))
  const start = hold(cooperative, 3, '20', { start: true })
  for (const c of collected) link(c, start, 'assembling', 3)
  const wholesale = many(10 * size, (i) => sell(start, party('批发', i), 4))
  const parts = wholesale.flatMap((w) =>
    many(5, () => {
      const part = hold(nodes[w]!.partyId!, 6, '3')
      link(w, part, 'disassembling', 6)
      return part
    }),
  )
  const packers = parts.map((_, i) => party('包装厂', i))
  const stock = parts.map((p, i) => [p, parts[(i + 7) % parts.length]!].map((from) => sell(from, packers[i]!, 7)))
  const mixed = stock.flatMap((inputs, k) =>
    many(4, (i) => {
      const wrong = (k * 4 + i) % 37 === 0
      const out = hold(packers[k]!, 9, wrong ? '-1' : '6', wrong ? { problems: ['negative'] } : {})
      for (const from of inputs) link(from, out, 'processing', 9)
      return out
    }),
  )
  for (let i = 0; i < 110 * size; i++) sell(mixed[i]!, party('商店', i), 10)
  return {
    at: day(20),
    direction: 'both',
    depth: 'all',
    subject: { productName: '示例芒果' },
    truncated: false,
    parties: [...parties].map(([partyId, name]) => ({ partyId, name })),
    nodes,
    links,
    events: [],
    containers: [],
    places: [],
    holders: [],
    holdersNotShown: 0,
  }
}
