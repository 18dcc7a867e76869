import { hash, verify } from 'node:crypto'
import { sql } from 'kysely'
import { leafText } from '../../../kernel/proof/leaf.ts'
import { keyIdOf, type PublicKey, readCheckpoint, verifies } from '../../../kernel/proof/note.ts'
import type { Db } from '../../../platform/db.ts'
import { lastCheckpoint, logKeys, type SignedHead } from '../log/checkpoint.ts'
import { Growing, type NewNode } from '../log/tree.ts'
import type { Published } from '../seal/published.ts'
import { leafOf } from '../seal/queue.ts'
import { type Report, rowOf } from './finding.ts'

export type LeafRow = {
  leafIndex: string
  kind: string
  partyId: string
  eventId: string | null
  seq: string | null
  recordTime: string
  eventHash: Buffer | null
  declarationHash: Buffer | null
  commitment: Buffer | null
  leafHash: Buffer
}

/** Leaves read at once. */
const step = 2000

/**
 * Goes through the log from its first leaf: every leaf hash from what the leaf says, every stored subtree, the root and
 * the signature of every checkpoint. `subject` looks at what each batch of leaves is about. @returns how many leaves.
 */
export async function auditTree(
  db: Db,
  published: Published | undefined,
  report: Report,
  subject: (leaves: readonly LeafRow[]) => Promise<void>,
  progress: (done: number, of: number) => void,
): Promise<{ leaves: number; checkpoints: number }> {
  const size = (await lastCheckpoint(db))?.size ?? 0
  const tree = new Growing(0, [])
  const checkpoints = new Checkpoints(db, await logKeys(db), published, report)
  await checkpoints.reached(tree)
  while (tree.size < size) {
    const leaves = await readLeaves(db, tree.size, Math.min(size, tree.size + step))
    if (!leaves.length) break
    const stop = await grow(tree, leaves, checkpoints, report)
    await compareNodes(db, tree.nodes.splice(0), report)
    await subject(leaves)
    progress(tree.size, size)
    if (stop) break
  }
  if (tree.size < size)
    report({
      what: 'leaf_missing',
      table: 'proof.leaf',
      row: rowOf({ leaf_index: tree.size }),
      says: 'the leaf is gone',
    })
  const { rows } = await sql<{ leafIndex: string }>`
    select leaf_index from proof.leaf where leaf_index >= ${size} order by leaf_index limit 100`.execute(db)
  // a seal may have gone on meanwhile
  const now = (await lastCheckpoint(db))?.size ?? 0
  for (const r of rows)
    if (Number(r.leafIndex) >= now)
      report({
        ...{ what: 'leaf_changed', table: 'proof.leaf', row: rowOf({ leaf_index: r.leafIndex }) },
        says: 'no checkpoint covers it: it was put in by somebody else',
      })
  await checkpoints.finish()
  return { leaves: tree.size, checkpoints: checkpoints.count }
}

async function readLeaves(db: Db, from: number, to: number): Promise<LeafRow[]> {
  return db
    .selectFrom('proof.leaf')
    .selectAll()
    .where('leafIndex', '>=', String(from))
    .where('leafIndex', '<', String(to))
    .orderBy('leafIndex')
    .execute()
}

/** Appends leaves by their recomputed hashes. @returns whether a leaf is gone, after which no index is right. */
async function grow(tree: Growing, leaves: readonly LeafRow[], at: Checkpoints, report: Report): Promise<boolean> {
  for (const l of leaves) {
    if (Number(l.leafIndex) !== tree.size) return true
    const made = hash('sha256', Buffer.from(`\0${leafText(leafOf({ ...l, kind: l.kind as 'event' }))}`), 'buffer')
    if (!made.equals(l.leafHash))
      report({
        ...{ what: 'leaf_changed', table: 'proof.leaf', row: rowOf({ leaf_index: l.leafIndex }) },
        says: 'its hash is not that of what it says',
      })
    tree.append(made)
    await at.reached(tree)
  }
  return false
}

async function compareNodes(db: Db, nodes: readonly NewNode[], report: Report): Promise<void> {
  if (!nodes.length) return
  const { rows } = await sql<{ level: number; nodeIndex: string; hash: Buffer }>`
    select n.level, n.node_index, n.hash
    from unnest(${nodes.map((n) => n.level)}::smallint[], ${nodes.map((n) => n.index)}::bigint[]) as k (level, node_index)
    join proof.node n on n.level = k.level and n.node_index = k.node_index`.execute(db)
  const stored = new Map(rows.map((r) => [`${r.level} ${r.nodeIndex}`, r.hash]))
  for (const n of nodes)
    if (!stored.get(`${n.level} ${n.index}`)?.equals(n.hash))
      report({
        ...{ what: 'node_changed', table: 'proof.node', row: rowOf({ level: n.level, node_index: n.index }) },
        says: 'it is gone, or not the hash of the leaves below it',
      })
}

/** The checkpoints in the order of their sizes, each looked at when the tree has grown to its size. */
class Checkpoints {
  count = 0
  private readonly db: Db
  private readonly keys: readonly PublicKey[]
  private readonly published: Published | undefined
  private readonly report: Report
  private ahead: SignedHead[] = []
  private last = -1

  constructor(db: Db, keys: readonly PublicKey[], published: Published | undefined, report: Report) {
    this.db = db
    this.keys = keys
    this.published = published
    this.report = report
  }

  private async next(): Promise<SignedHead | undefined> {
    if (!this.ahead.length) {
      const rows = await this.db
        .selectFrom('proof.checkpoint')
        .select(['size', 'root', 'sealedAt', 'note'])
        .where('size', '>', String(this.last))
        .orderBy('size')
        .limit(1000)
        .execute()
      this.ahead = rows.map((r) => ({ ...r, size: Number(r.size) }))
      const end = this.ahead.at(-1)
      if (!end) this.last = Number.MAX_SAFE_INTEGER
    }
    return this.ahead[0]
  }

  async reached(tree: Growing): Promise<void> {
    if (this.published?.size === tree.size && !this.published.root.equals(tree.root()))
      this.report({
        ...{ what: 'published_differs', table: 'checkpoint.json', row: rowOf({ size: tree.size }) },
        says: 'the log has another root at the size that was published outside the database',
      })
    for (let c = await this.next(); c && c.size <= tree.size; c = await this.next()) {
      this.ahead.shift()
      this.last = c.size
      this.count++
      const row = rowOf({ size: c.size })
      if (c.size === tree.size && !c.root.equals(tree.root()))
        this.report({ what: 'root_differs', table: 'proof.checkpoint', row, says: 'the leaves give another root' })
      const note = readCheckpoint(c.note)
      if (!note || note.size !== c.size || !c.root.equals(Buffer.from(note.root)))
        this.report({
          what: 'checkpoint_changed',
          table: 'proof.checkpoint',
          row,
          says: 'the row is not what was signed',
        })
      else if (!isSigned(note, this.keys))
        this.report({
          what: 'signature_wrong',
          table: 'proof.checkpoint',
          row,
          says: 'no signature of a known key holds',
        })
    }
  }

  async finish(): Promise<void> {
    const last = await lastCheckpoint(this.db)
    if (this.published && (last?.size ?? -1) < this.published.size)
      this.report({
        ...{ what: 'published_differs', table: 'checkpoint.json', row: rowOf({ size: this.published.size }) },
        says: 'the database is older than what was published (a restore)',
      })
  }
}

/** DER of an Ed25519 public key before its 32 bytes (RFC 8410 §4). */
const spki = Buffer.from('302a300506032b6570032100', 'hex')

/** Every signature by a known key holds, and there is one. Node's own code: an audit checks very many. */
function isSigned(note: NonNullable<ReturnType<typeof readCheckpoint>>, keys: readonly PublicKey[]): boolean {
  const made = note.signatures.flatMap((s) => {
    const key = keys.find((k) => k.name === s.name && keyIdOf(k) === s.keyId)
    return key ? [{ key, signature: s.signature }] : []
  })
  return (
    made.length > 0 &&
    made.every(({ key, signature }) =>
      key.algorithm === 'Ed25519'
        ? verify(
            null,
            Buffer.from(note.text),
            { key: Buffer.concat([spki, key.publicKey]), format: 'der', type: 'spki' },
            signature,
          )
        : verifies(key, note.text, signature),
    )
  )
}
