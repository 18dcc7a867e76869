import bwip, { type RawOptions } from 'bwip-js'

/** The modules of a QR code, without the quiet zone. */
export type QrMatrix = { size: number; dark: (x: number, y: number) => boolean }
export type Point = readonly [x: number, y: number]

/** White modules that must stay around a QR code (ISO/IEC 18004 §6.3.8). */
export const quietModules = 4

/**
 * A QR code with error correction level M: about 15 % of it may be dirty or torn, which a field box needs.
 * @throws Error when the text is longer than a QR code holds (2,331 bytes at level M)
 */
export function qrMatrix(text: string): QrMatrix {
  const options: RawOptions & { eclevel: string } = { bcid: 'qrcode', text, eclevel: 'M' }
  const [symbol] = bwip.raw(options) // of the default export: the export named `raw` draws a bar code called raw
  if (!symbol || !('pixs' in symbol)) throw new Error('the QR encoder returned no matrix')
  const { pixs, pixx: size } = symbol
  return { size, dark: (x, y) => x >= 0 && y >= 0 && x < size && y < size && pixs[y * size + x] === 1 }
}

/**
 * The outlines of the dark areas, to be filled by the even-odd rule. One shape instead of many squares: nothing is
 * rastered, and no hairlines appear between modules on any screen or printer.
 */
export function qrOutline(matrix: QrMatrix): Point[][] {
  const { size, dark } = matrix
  // Every border between dark and light as one directed edge, dark on its right hand; key = where it starts.
  const edges = new Map<string, Point[]>()
  const add = (from: Point, to: Point) => {
    const key = from.join()
    const known = edges.get(key)
    if (known) known.push(to)
    else edges.set(key, [to])
  }
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!dark(x, y)) continue
      if (!dark(x, y - 1)) add([x, y], [x + 1, y])
      if (!dark(x + 1, y)) add([x + 1, y], [x + 1, y + 1])
      if (!dark(x, y + 1)) add([x + 1, y + 1], [x, y + 1])
      if (!dark(x - 1, y)) add([x, y + 1], [x, y])
    }
  const loops: Point[][] = []
  for (const [key, open] of edges) {
    while (open.length) {
      const start = key.split(',').map(Number) as unknown as Point
      const loop: Point[] = [start]
      let at = open.pop()!
      while (at.join() !== key) {
        loop.push(at)
        at = edges.get(at.join())!.pop()!
      }
      loops.push(loop.filter((p, i) => isCorner(loop.at(i - 1)!, p, loop[(i + 1) % loop.length]!)))
    }
  }
  return loops
}

const isCorner = (before: Point, at: Point, after: Point): boolean =>
  (at[0] - before[0]) * (after[1] - at[1]) !== (at[1] - before[1]) * (after[0] - at[0])
