import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DocumentKind } from '../../../modules/registry/document/rules.ts'
import { documentLimits, documentTypeOf } from '../../../modules/registry/document/rules.ts'
import { addDocument, type Document } from '../../../modules/registry/document/schema.ts'
import { findOwnFiling } from '../../../modules/registry/filing/schema.ts'
import { queryString } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { sendUpload } from '../app/upload.ts'

/** A file on its way: `done` counts to 1. */
export type Upload = {
  documentId: string
  kind: DocumentKind
  file: File
  done: number
  refusal?: AppError | undefined
}

/** Sends one file, saying how far it is. @throws AppError what the server refused, or that the line is down. */
const send = ({ documentId, kind, file }: Upload, onProgress: (done: number) => void): Promise<Document> =>
  sendUpload(addDocument.path + queryString({ documentId, kind, name: file.name.slice(-200) }), file, onProgress)

/** What the server would refuse, said before ten megabytes have gone over a slow line. */
async function refusalOf(file: File): Promise<AppError | undefined> {
  if (!file.size) return new AppError('invalid', 'document.empty')
  if (file.size > documentLimits.bytes)
    return new AppError('too_large', 'document.too_large', { megabytes: documentLimits.bytes / 1024 / 1024 })
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer())
  return documentTypeOf(head) ? undefined : new AppError('invalid', 'document.type_not_taken')
}

/** Files on their way, one after the other in the order given; one that failed is sent again under the same id. */
export function useUploads() {
  const queries = useQueryClient()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const change = (documentId: string, part: Partial<Upload>) =>
    setUploads((all) => all.map((u) => (u.documentId === documentId ? { ...u, ...part } : u)))
  const drop = (documentId: string) => setUploads((all) => all.filter((u) => u.documentId !== documentId))
  const run = async (upload: Upload) => {
    change(upload.documentId, { refusal: undefined, done: 0 })
    const refusal =
      (await refusalOf(upload.file)) ??
      (await send(upload, (done) => change(upload.documentId, { done })).then(
        () => undefined,
        (err: AppError) => err,
      ))
    if (refusal) return change(upload.documentId, { refusal })
    await queries.invalidateQueries({ queryKey: [findOwnFiling.name] })
    drop(upload.documentId)
  }
  const add = async (files: readonly File[], kind: DocumentKind) => {
    const made = files.map((file) => ({ documentId: crypto.randomUUID(), kind, file, done: 0 }))
    setUploads((all) => [...all, ...made])
    for (const upload of made) await run(upload)
  }
  return { uploads, add, again: run, drop, busy: uploads.some((u) => !u.refusal) }
}
