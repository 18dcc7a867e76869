import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskBlobs, sha256Of } from './blob.ts'
import { sealer } from './seal.ts'

const keys = sealer({ dataKey: '11'.repeat(32), hashKey: '22'.repeat(32) })
const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'suyuan-blobs-'))
  folders.push(made)
  return made
}
afterAll(() => {
  for (const f of folders) rmSync(f, { recursive: true })
})
const filesIn = (dir: string) => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
const card = Buffer.from('示例身份证 46020419000101001X '.repeat(50))

test('what is stored comes back, once for the same bytes, and is not readable on the disk', async () => {
  const dir = folder()
  const blobs = diskBlobs(dir, keys)
  const [a, b] = await Promise.all([blobs.put(card), blobs.put(card)])
  expect(a).toBe(b)
  expect(a).toBe(sha256Of(card))
  expect(await blobs.put(card)).toBe(a)
  const files = filesIn(dir)
  expect(files.map((f) => f.name)).toEqual([a])
  const onDisk = readFileSync(join(files[0]!.parentPath, files[0]!.name))
  expect(onDisk.includes('46020419000101001X')).toBe(false)
  expect(await blobs.get(a)).toEqual(card)
  expect(await blobs.get('0'.repeat(64))).toBeUndefined()
})

test('bytes that were changed on the disk, or stored with other keys, are not handed out', async () => {
  const dir = folder()
  const blobs = diskBlobs(dir, keys)
  const sha256 = await blobs.put(card)
  const other = diskBlobs(dir, sealer({ dataKey: '33'.repeat(32), hashKey: '22'.repeat(32) }))
  await expect(other.get(sha256)).rejects.toThrow()
  const path = join(dir, sha256.slice(0, 2), sha256)
  const bytes = readFileSync(path)
  bytes[100]! ^= 1
  writeFileSync(path, bytes)
  await expect(blobs.get(sha256)).rejects.toThrow()
})

test('a disk that fills up in the middle of a file leaves nothing of it, and says so', async () => {
  const dir = folder()
  async function* untilFull() {
    yield Buffer.alloc(1000)
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  const full = diskBlobs(dir, { ...keys, sealBytes: () => untilFull() as unknown as Buffer })
  await expect(full.put(card)).rejects.toMatchObject({ code: 'internal', reason: 'blob.no_space' })
  expect(filesIn(dir)).toEqual([])
  const blobs = diskBlobs(dir, keys)
  expect(await blobs.get(await blobs.put(card))).toEqual(card)
})
