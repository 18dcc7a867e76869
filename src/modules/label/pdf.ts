import type { FastifyReply } from 'fastify'

/** Answers a PDF to look at or print; never kept by the browser: the document may be voided in the meantime. */
export function sendPdf(reply: FastifyReply, document: Uint8Array, fileName: string): FastifyReply {
  return reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', `inline; filename="${fileName.replace(/[^\w.-]/g, '_')}"`)
    .send(Buffer.from(document.buffer, document.byteOffset, document.byteLength))
}
