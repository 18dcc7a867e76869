import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from './errors.ts'

/** Makes bodies of this scope come as streams: whatever the type says, nothing is read before it is known who sends it. */
export function takeUploads(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_req, payload, done) => done(null, payload))
}

/** The body of an upload of at most `most` bytes. @throws too_large `document.too_large` as soon as there is more. */
export async function uploaded(body: unknown, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  if (!(body instanceof Readable)) return Buffer.alloc(0)
  // a stream that is destroyed takes the connection along, and with it the refusal
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw new AppError('too_large', 'document.too_large', { megabytes: most / 1024 / 1024 })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A stranger's file: never another type than the one that was checked, and nothing in it may run. */
export function sendFile(
  reply: FastifyReply,
  { contentType, name }: { contentType: string; name: string },
  bytes: Uint8Array,
): FastifyReply {
  const disposition = contentType === 'application/pdf' ? 'attachment' : 'inline'
  return reply
    .type(contentType)
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodedName(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, no-store')
    .send(bytes)
}

/** RFC 8187: what a header may hold of a name. */
const encodedName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
