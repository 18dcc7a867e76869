import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { readCheckpoint } from '../../../kernel/proof/note.ts'

/** What was published last, kept outside the database: a restored database is held against it. */
export type Published = { size: number; root: Buffer; note: string }

/** The checkpoint in DATA_DIR/checkpoint.json; undefined when there is none. @throws Error when it cannot be read. */
export function readPublished(file: string): Published | undefined {
  if (!existsSync(file)) return undefined
  const { note } = JSON.parse(readFileSync(file, 'utf8')) as { note: unknown }
  const read = typeof note === 'string' ? readCheckpoint(note) : undefined
  if (!read)
    throw new Error(
      `${file} holds no checkpoint: put back a copy of it, or move it away to begin without (docs/operations.md)`,
    )
  return { size: read.size, root: Buffer.from(read.root), note: note as string }
}

/** Writes it whole or not at all, and to the disk. */
export function writePublished(file: string, { size, root, note }: Published): void {
  const draft = `${file}.${process.pid}`
  const fd = openSync(draft, 'w', 0o644)
  try {
    writeSync(fd, `${JSON.stringify({ size, rootHash: root.toString('hex'), note }, null, 2)}\n`)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(draft, file)
}
