import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const colours = 128

/**
 * The same picture with at most 128 colours, a third of the size: pictures of screens are kept in the repository. Takes
 * what the browser writes: 8 bits a channel, with or without alpha (which is left out), not interlaced.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, pixels } = decode(png)
  // colours that differ in the last three bits of a channel are one; the most common of them make the palette
  const bucketAt = (i: number) => ((pixels[i]! >> 3) << 10) | ((pixels[i + 1]! >> 3) << 5) | (pixels[i + 2]! >> 3)
  const counts = new Map<number, { n: number; sum: [number, number, number] }>()
  for (let i = 0; i < pixels.length; i += channels) {
    const key = bucketAt(i)
    const bucket = counts.get(key) ?? { n: 0, sum: [0, 0, 0] }
    counts.set(key, bucket)
    bucket.n++
    for (let c = 0; c < 3; c++) bucket.sum[c]! += pixels[i + c]!
  }
  const palette = [...counts.values()]
    .sort((a, b) => b.n - a.n)
    .slice(0, colours)
    .map(({ n, sum }) => sum.map((s) => Math.round(s / n)))
  const nearest = new Map<number, number>()
  const indexOf = (key: number) => {
    const known = nearest.get(key)
    if (known !== undefined) return known
    const { n, sum } = counts.get(key)!
    const distances = palette.map((p) => p.reduce((d, value, c) => d + (value - sum[c]! / n) ** 2, 0))
    const index = distances.indexOf(Math.min(...distances))
    nearest.set(key, index)
    return index
  }
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i += channels) rows[y * (width + 1) + 1 + x] = indexOf(bucketAt(i))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

function decode(png: Buffer) {
  const parts: Buffer[] = []
  let header = png
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const data = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') header = data
    if (type === 'IDAT') parts.push(data)
    at += length + 12
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const channels = { 2: 3, 6: 4 }[header[9]!]
  if (header[8] !== 8 || !channels || header[12] !== 0) throw new Error('not a picture as the browser writes it')
  return { width, height, channels, pixels: unfilter(inflateSync(Buffer.concat(parts)), width * channels, channels) }
}

/** Undoes the five filters of PNG (ISO/IEC 15948, 9.2), line by line. */
function unfilter(raw: Buffer, stride: number, channels: number): Buffer {
  const height = raw.length / (stride + 1)
  const out = Buffer.alloc(height * stride)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < channels ? 0 : out[at - channels]!
      const up = y ? out[at - stride]! : 0
      const corner = y && x >= channels ? out[at - stride - channels]! : 0
      out[at] = raw[y * (stride + 1) + 1 + x]! + guess(filter, left, up, corner)
    }
  }
  return out
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter < 3) return [0, left, up][filter]!
  if (filter === 3) return (left + up) >> 1
  const p = left + up - corner
  const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
