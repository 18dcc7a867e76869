import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { CertificateRef } from './schema.ts'

export type Key = { partyId: string; holdingId: string }
const textOf = (k: Key) => `${k.partyId} ${k.holdingId}`

/** What stands behind a batch, as `Behind` of the rules, with what is shown of it. */
export type BehindBatch = {
  certificates: CertificateRef[]
  uncovered: (Key & { code: string | null; productName: string | null; boughtIn: boolean })[]
  /** Holdings on the way that lead to these, the batch itself included. */
  visited: Key[]
}

/** So many holdings one question may look at; a batch made from more is answered by the trace itself. */
const MOST = 5000

type Graph = { inputs: Map<string, Key[]>; certificates: Map<string, CertificateRef[]> }

/**
 * What stands behind batches: on each way back along the links, the nearest valid certificate. The batch's own counts
 * only with `own`. Level by level, so that it is the same on one node and on a cluster (scaling.md R13). The caller
 * knows already that its reader may see these batches; a certificate behind them is what the buyer must collect.
 * @throws too_large `certificate.too_many_sources`
 */
export async function unscopedBehind(
  db: Db | Tx,
  starts: readonly Key[],
  { own = false }: { own?: boolean } = {},
): Promise<BehindBatch[]> {
  const graph = await loadBack(db, starts, own)
  const ends = await endsOf(db, graph)
  return starts.map((start) => {
    const seen = new Map([[textOf(start), start]])
    const certificates = new Map<string, CertificateRef>()
    const uncovered: BehindBatch['uncovered'] = []
    for (const node of seen.values()) {
      const found = graph.certificates.get(textOf(node)) ?? []
      if (found.length && (own || textOf(node) !== textOf(start))) {
        for (const c of found) certificates.set(c.certificateId, c)
        continue
      }
      const inputs = graph.inputs.get(textOf(node)) ?? []
      for (const i of inputs) seen.set(textOf(i), i)
      if (!inputs.length) uncovered.push(ends.get(textOf(node))!)
    }
    return { certificates: [...certificates.values()], uncovered, visited: [...seen.values()] }
  })
}

async function loadBack(db: Db | Tx, starts: readonly Key[], own: boolean): Promise<Graph> {
  const graph: Graph = { inputs: new Map(), certificates: new Map() }
  const first = new Set(starts.map(textOf))
  const seen = new Set(first)
  let level: Key[] = [...starts]
  while (level.length) {
    if (seen.size > MOST) throw new AppError('too_large', 'certificate.too_many_sources', { most: MOST })
    for (const c of await certificatesAt(db, level)) {
      const at = textOf(c)
      graph.certificates.set(at, [...(graph.certificates.get(at) ?? []), c])
    }
    // a batch that was asked for is always looked behind: another one asked for may stop at its certificate, it may not
    const open = level.filter((k) => (first.has(textOf(k)) && !own) || !graph.certificates.has(textOf(k)))
    const next: Key[] = []
    for (const { outParty, outHolding, inParty, inHolding } of await inputsOf(db, open)) {
      const out = textOf({ partyId: outParty, holdingId: outHolding })
      const input = { partyId: inParty, holdingId: inHolding }
      graph.inputs.set(out, [...(graph.inputs.get(out) ?? []), input])
      if (seen.has(textOf(input))) continue
      seen.add(textOf(input))
      next.push(input)
    }
    for (const k of open) if (!graph.inputs.has(textOf(k))) graph.inputs.set(textOf(k), [])
    level = next
  }
  return graph
}

const parties = (keys: readonly Key[]) => [...new Set(keys.map((k) => k.partyId))]
const holdings = (keys: readonly Key[]) => [...new Set(keys.map((k) => k.holdingId))]

async function certificatesAt(db: Db | Tx, keys: readonly Key[]): Promise<(CertificateRef & Key)[]> {
  const { rows } = await sql<CertificateRef & Key>`
    select party_id, certificate_id, holding_id, code, style, product_name, quantity, unit, origin, issuer_name,
      issued_at, voided_at
    from label.certificate
    where party_id = any(${parties(keys)}::uuid[]) and holding_id = any(${holdings(keys)}::uuid[])
      and voided_at is null`.execute(db)
  return rows
}

type LinkBack = { outParty: string; outHolding: string; inParty: string; inHolding: string }

async function inputsOf(db: Db | Tx, keys: readonly Key[]): Promise<LinkBack[]> {
  if (!keys.length) return []
  const { rows } = await sql<LinkBack>`
    select distinct out_party, out_holding, in_party, in_holding from trace.link_b
    where out_party = any(${parties(keys)}::uuid[]) and out_holding = any(${holdings(keys)}::uuid[])
      and voided_by is null
    order by in_party, in_holding`.execute(db)
  return rows
}

/** The holdings that nothing leads to: goods came into being there, or were bought from outside. */
async function endsOf(db: Db | Tx, graph: Graph): Promise<Map<string, BehindBatch['uncovered'][number]>> {
  const ends = [...graph.inputs].flatMap(([text, inputs]) => {
    const [partyId, holdingId] = text.split(' ')
    return inputs.length ? [] : [{ partyId: partyId!, holdingId: holdingId! }]
  })
  if (!ends.length) return new Map()
  const { rows } = await sql<Key & { code: string | null; productName: string | null; basis: string }>`
    select party_id, holding_id, code, product_name, basis from trace.holding
    where party_id = any(${parties(ends)}::uuid[]) and holding_id = any(${holdings(ends)}::uuid[])`.execute(db)
  return new Map(rows.map(({ basis, ...r }) => [textOf(r), { ...r, boughtIn: basis === 'declared' }]))
}
