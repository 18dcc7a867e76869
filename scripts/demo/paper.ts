import { crc32, deflateSync } from 'node:zlib'
import { addDocument } from '../../src/modules/registry/document/schema.ts'
import { qrMatrix } from '../../src/platform/document/qr.ts'
import { queryString } from '../../src/platform/endpoint.ts'
import type { Person } from './people.ts'

/** Brings along a picture that says, to whoever scans it, that it is no real licence. */
export async function addLicence(origin: string, by: Person): Promise<void> {
  const input = { documentId: crypto.randomUUID(), kind: 'business_licence', name: '示例营业执照.png' }
  const res = await fetch(origin + addDocument.path + queryString(input), {
    method: 'POST',
    headers: { ...by.headers, 'content-type': 'image/png' },
    body: qrPng(`示例营业执照,非真实证照:${by.organisation}`) as BodyInit,
  })
  if (!res.ok) throw new Error(`${by.login} cannot add a document: ${await res.text()}`)
}

/** A QR code as a PNG picture (ISO/IEC 15948): grey, eight bits, 12 pixels a module, a margin of four modules. */
function qrPng(text: string): Buffer {
  const scale = 12
  const margin = 4
  const qr = qrMatrix(text)
  const side = (qr.size + 2 * margin) * scale
  const module = (pixel: number) => Math.floor(pixel / scale) - margin
  // each line begins with the number of its filter: none
  const lines = Array.from({ length: side }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: side }, (_, x) => (qr.dark(module(x), module(y)) ? 0 : 255))]),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 8
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.concat(lines))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
