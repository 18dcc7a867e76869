import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from './errors.ts'
import type { Sealer } from './seal.ts'

/** Files that people hand in. Named by their content, so that one that is stored again is stored once. */
export type BlobStore = {
  /** Stores the bytes, whole or not at all, and answers their SHA-256 in hexadecimal. @throws `blob.no_space`. */
  put: (bytes: Uint8Array) => Promise<string>
  /** The bytes with this SHA-256; undefined when they are not there (a backup that lacks them). */
  get: (sha256: string) => Promise<Buffer | undefined>
}

/** SHA-256 in hexadecimal. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Files under `folder` of the local disk, sealed: an identity card is personal data wherever it lies. */
export function diskBlobs(folder: string, sealer: Pick<Sealer, 'sealBytes' | 'openBytes'>): BlobStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  const context = (sha256: string) => `blob ${sha256}`
  return {
    async put(bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf(sha256)
      if (await isThere(path)) return sha256
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await writeWhole(path, sealer.sealBytes(bytes, context(sha256)))
      } catch (err) {
        if (['ENOSPC', 'EDQUOT'].includes((err as NodeJS.ErrnoException).code ?? ''))
          throw new AppError('internal', 'blob.no_space')
        throw err
      }
      return sha256
    },
    async get(sha256) {
      const sealed = await readFile(pathOf(sha256)).catch((err: NodeJS.ErrnoException) => {
        if (err.code === 'ENOENT') return undefined
        throw err
      })
      return sealed && sealer.openBytes(sealed, context(sha256))
    },
  }
}

const isThere = async (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Under another name first, and on the disk before it gets its own: a power cut or a full disk leaves no half file. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (err) {
    await rm(draft, { force: true })
    throw err
  }
}
