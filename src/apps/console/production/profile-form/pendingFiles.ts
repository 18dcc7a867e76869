import { addRecordFile } from '../../../../modules/production/file/schema.ts'
import { queryString } from '../../../../platform/endpoint.ts'
import type { AppError } from '../../../../platform/errors.ts'
import { sendUpload } from '../../app/upload.ts'
import { pendingIds } from './pendingIds.ts'

/*
 * Files on their way. A file is kept on this device from the touch that chose it until the server has it: a line that
 * drops, a page that is closed, a phone that sleeps lose nothing.
 */

/** A file that the server does not have yet. `refusal`: why it stopped; without a line it goes on by itself. */
export type Pending = { file: File; done: number; refusal?: AppError | undefined }

const store = 'files'
const keptDays = 30

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('suyuan', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(store)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

/** Runs one request on the device's store; a device that keeps nothing answers undefined. */
async function onDevice<T>(mode: IDBTransactionMode, ask: (files: IDBObjectStore) => IDBRequest<T>) {
  try {
    const db = await database()
    try {
      return await new Promise<T>((resolve, reject) => {
        const request = ask(db.transaction(store, mode).objectStore(store))
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    } finally {
      db.close()
    }
  } catch {
    return undefined
  }
}

type Kept = { file: File; at: number }

/** Uploads whose forms were never sent are not kept for ever. */
async function dropOld(): Promise<void> {
  const keys = (await onDevice('readonly', (files) => files.getAllKeys())) ?? []
  for (const key of keys) {
    const kept = (await onDevice('readonly', (files) => files.get(key))) as Kept | undefined
    if (kept && kept.at < Date.now() - keptDays * 86_400_000) await onDevice('readwrite', (files) => files.delete(key))
  }
}

const pending = new Map<string, Pending>()
const listeners = new Set<() => void>()
const changed = () => {
  for (const heard of listeners) heard()
}

/** Calls back on every change; answers how to stop. */
export function onPending(heard: () => void): () => void {
  listeners.add(heard)
  return () => void listeners.delete(heard)
}

/** What is known of a file that is not sent; undefined: the server has it, or it is none of this device's. */
export const pendingFile = (fileId: string): Pending | undefined => pending.get(fileId)

function set(fileId: string, of: Pending | undefined): void {
  if (of) {
    pending.set(fileId, of)
    pendingIds.add(fileId)
  } else {
    pending.delete(fileId)
    pendingIds.delete(fileId)
  }
  changed()
}

/** Sends a file, or sends it again. */
export async function sendPending(fileId: string, file: File): Promise<void> {
  set(fileId, { file, done: 0 })
  const address = addRecordFile.path + queryString({ fileId, name: file.name.slice(-200) || 'photo' })
  try {
    await sendUpload(address, file, (done) => pending.has(fileId) && set(fileId, { file, done }))
  } catch (err) {
    // taken back meanwhile
    if (pending.has(fileId)) set(fileId, { file, done: 0, refusal: err as AppError })
    return
  }
  await onDevice('readwrite', (files) => files.delete(fileId))
  set(fileId, undefined)
}

/** Keeps a new file on the device and sends it. @returns its id */
export function addPending(file: File): string {
  const fileId = crypto.randomUUID()
  set(fileId, { file, done: 0 })
  void onDevice('readwrite', (files) => files.put({ file, at: Date.now() } satisfies Kept, fileId)).then(() =>
    sendPending(fileId, file),
  )
  void dropOld()
  return fileId
}

/** A draft names a file: if it is still on this device only, it is sent now. */
export async function resumePending(fileId: string): Promise<void> {
  if (pending.has(fileId)) return
  const kept = (await onDevice('readonly', (files) => files.get(fileId))) as Kept | undefined
  if (kept && !pending.has(fileId)) await sendPending(fileId, kept.file)
}

/** The person took it back. */
export function dropPending(fileId: string): void {
  set(fileId, undefined)
  void onDevice('readwrite', (files) => files.delete(fileId))
}

/** Whether it only waits for a line. */
export const waitsForLine = ({ refusal }: Pending): boolean => refusal?.reason === 'network.unreachable'

addEventListener('online', () => {
  for (const [fileId, p] of pending) if (waitsForLine(p)) void sendPending(fileId, p.file)
})
