import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { hashOfParts, type Range, type Subtree, subtreesOf } from '../../../kernel/proof/merkle.ts'
import type { Db, Tx } from '../../../platform/db.ts'

/** Subtrees are stored from this level on; a smaller one is hashed from its at most eight leaves. */
export const storedFrom = 4

const one = Buffer.of(1)
/** Hash of an inner node, as src/kernel/proof/merkle.ts has it, by the faster code of Node. */
const nodeHash = (left: Buffer, right: Buffer): Buffer => hash('sha256', Buffer.concat([one, left, right]), 'buffer')

const keyOf = ({ level, index }: Subtree) => `${level} ${index}`

/**
 * Hashes of complete subtrees, in two statements whatever their number. All must lie below the size of a checkpoint.
 * @throws Error when a row of the log is gone.
 */
async function readSubtrees(db: Db | Tx, wanted: readonly Subtree[]): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  const high = wanted.filter((s) => s.level >= storedFrom)
  if (high.length) {
    const { rows } = await sql<{ level: number; nodeIndex: string; hash: Buffer }>`
      select n.level, n.node_index, n.hash
      from unnest(${high.map((s) => s.level)}::smallint[], ${high.map((s) => s.index)}::bigint[]) as k (level, node_index)
      join proof.node n on n.level = k.level and n.node_index = k.node_index`.execute(db)
    for (const r of rows) found.set(keyOf({ level: r.level, index: Number(r.nodeIndex) }), r.hash)
  }
  const low = wanted.filter((s) => s.level < storedFrom)
  if (low.length) {
    const firsts = low.map((s) => s.index * 2 ** s.level)
    const { rows } = await sql<{ leafIndex: string; leafHash: Buffer }>`
      select l.leaf_index, l.leaf_hash
      from unnest(${firsts}::bigint[], ${low.map((s, i) => firsts[i]! + 2 ** s.level)}::bigint[]) as k (first, after)
      join proof.leaf l on l.leaf_index >= k.first and l.leaf_index < k.after`.execute(db)
    const leaves = new Map(rows.map((r) => [Number(r.leafIndex), r.leafHash]))
    const hashOf = (from: number, width: number): Buffer => {
      if (width > 1) return nodeHash(hashOf(from, width / 2), hashOf(from + width / 2, width / 2))
      const leaf = leaves.get(from)
      if (!leaf) throw new Error(`the log lacks leaf ${from}`)
      return leaf
    }
    for (const [i, s] of low.entries()) found.set(keyOf(s), hashOf(firsts[i]!, 2 ** s.level))
  }
  return found
}

/** Hashes of ranges of leaves, in the order asked for: what proofs and roots consist of. */
export async function readRanges(db: Db | Tx, ranges: readonly Range[]): Promise<Buffer[]> {
  const parts = ranges.map(subtreesOf)
  const found = await readSubtrees(db, parts.flat())
  return parts.map((subtrees) =>
    Buffer.from(
      hashOfParts(
        subtrees.map((s) => {
          const known = found.get(keyOf(s))
          if (!known) throw new Error(`the log lacks node ${keyOf(s)}`)
          return known
        }),
      ),
    ),
  )
}

/** Root of the tree of the first `size` leaves. */
export const rootAt = async (db: Db | Tx, size: number): Promise<Buffer> =>
  size === 0 ? Buffer.from(hashOfParts([])) : (await readRanges(db, [{ from: 0, to: size }]))[0]!

export type NewNode = { level: number; index: number; hash: Buffer }

/** A tree that grows at its right edge: what it keeps of the past is one hash for each bit of the size. */
export class Growing {
  size: number
  /** Complete subtrees from the left, falling in level. */
  private readonly edge: { level: number; hash: Buffer }[]
  /** Complete subtrees that came into being and are to be stored. */
  readonly nodes: NewNode[] = []

  constructor(size: number, edge: { level: number; hash: Buffer }[]) {
    this.size = size
    this.edge = edge
  }

  append(leaf: Buffer): void {
    let index = this.size
    let grown = { level: 0, hash: leaf }
    for (let left = this.edge.at(-1); left?.level === grown.level; left = this.edge.at(-1)) {
      this.edge.pop()
      index = (index - 1) / 2
      grown = { level: grown.level + 1, hash: nodeHash(left.hash, grown.hash) }
      if (grown.level >= storedFrom) this.nodes.push({ ...grown, index })
    }
    this.edge.push(grown)
    this.size++
  }

  root(): Buffer {
    return Buffer.from(hashOfParts(this.edge.map((e) => e.hash)))
  }
}

/** The tree of the first `size` leaves, ready to grow. */
export async function growingFrom(db: Db | Tx, size: number): Promise<Growing> {
  const subtrees = subtreesOf({ from: 0, to: size })
  const found = await readSubtrees(db, subtrees)
  return new Growing(
    size,
    subtrees.map((s) => {
      const known = found.get(keyOf(s))
      if (!known) throw new Error(`the log lacks node ${keyOf(s)}`)
      return { level: s.level, hash: known }
    }),
  )
}
