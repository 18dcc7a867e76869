import jsqr from 'jsqr'
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'

/** A piece of text where it stands: millimetres from the top left corner of its page; size in points. */
export type PdfText = { text: string; x: number; y: number; width: number; size: number }
/** A QR code found among the filled shapes: what it says and the square it fills, in millimetres. */
export type PdfQr = { text: string | undefined; x: number; y: number; width: number; height: number }
export type PdfPage = { width: number; height: number; texts: PdfText[]; qrs: PdfQr[]; all: string }

const toMm = (points: number) => (points * 25.4) / 72
type Matrix = readonly [number, number, number, number, number, number]

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

/** Reads a PDF with PDF.js, as a viewer does: page sizes, every text with its place, every QR code decoded. */
export async function readPdf(bytes: Uint8Array): Promise<PdfPage[]> {
  const pdf = await getDocumentProxy(bytes.slice(), { verbosity: 0 })
  const { OPS } = await getResolvedPDFJS()
  const pages: PdfPage[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const view = page.getViewport({ scale: 1 })
    const content = await page.getTextContent()
    const texts = content.items.flatMap((item) => {
      if (!('str' in item) || !item.str.trim()) return []
      const [a = 0, b = 0, , , e = 0, f = 0] = item.transform as number[]
      return [{ text: item.str, x: toMm(e), y: toMm(view.height - f), width: toMm(item.width), size: Math.hypot(a, b) }]
    })

    const qrs: PdfQr[] = []
    let current: Matrix = [1, 0, 0, 1, 0, 0]
    const saved: Matrix[] = []
    const list = await page.getOperatorList()
    list.fnArray.forEach((operator, i) => {
      const args = list.argsArray[i]
      if (operator === OPS.save) saved.push(current)
      else if (operator === OPS.restore) current = saved.pop() ?? current
      else if (operator === OPS.transform) current = multiply(current, args as Matrix)
      else if (operator === OPS.constructPath && args[0] === OPS.eoFill) {
        const loops = loopsOf(Array.from(args[1][0] as Float32Array), current)
        const points = loops.flat()
        const [left, right] = range(points.map(([x]) => x))
        const [bottom, top] = range(points.map(([, y]) => y))
        const place = {
          x: toMm(left),
          y: toMm(view.height - top),
          width: toMm(right - left),
          height: toMm(top - bottom),
        }
        qrs.push({ text: decode(loops, left, bottom, right - left), ...place })
      }
    })
    pages.push({
      width: toMm(view.width),
      height: toMm(view.height),
      texts,
      qrs,
      all: texts.map((text) => text.text).join('\n'),
    })
  }
  return pages
}

const range = (values: number[]): [number, number] =>
  values.reduce<[number, number]>(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [Infinity, -Infinity])

/** Closed loops of points from PDF.js path data: 0 move, 1 line, 4 close. */
function loopsOf(data: number[], [a, b, c, d, e, f]: Matrix): [number, number][][] {
  const loops: [number, number][][] = []
  for (let i = 0; i < data.length; ) {
    const step = data[i]!
    if (step === 4) {
      i += 1
      continue
    }
    if (step !== 0 && step !== 1) throw new Error(`a path with step ${step}`)
    if (step === 0) loops.push([])
    const [x, y] = [data[i + 1]!, data[i + 2]!]
    loops.at(-1)!.push([a * x + c * y + e, b * x + d * y + f])
    i += 3
  }
  return loops
}

/** Rasters the loops by the even-odd rule, with white around, and reads the QR code as a camera app would. */
function decode(loops: [number, number][][], left: number, bottom: number, side: number): string | undefined {
  const pixels = 400
  const white = 60
  const whole = pixels + 2 * white
  const image = new Uint8ClampedArray(whole * whole * 4).fill(255)
  for (let row = 0; row < pixels; row++) {
    const y = bottom + (1 - (row + 0.5) / pixels) * side
    const crossings = loops
      .flatMap((loop) =>
        loop.flatMap((from, i) => {
          const to = loop[(i + 1) % loop.length]!
          return from[1] <= y !== to[1] <= y ? [from[0] + ((y - from[1]) / (to[1] - from[1])) * (to[0] - from[0])] : []
        }),
      )
      .sort((p, q) => p - q)
    for (let column = 0; column < pixels; column++) {
      const x = left + ((column + 0.5) / pixels) * side
      if (crossings.filter((crossing) => crossing < x).length % 2 === 1)
        image.fill(0, ((row + white) * whole + column + white) * 4, ((row + white) * whole + column + white) * 4 + 3)
    }
  }
  return jsqr.default(image, whole, whole)?.data
}
