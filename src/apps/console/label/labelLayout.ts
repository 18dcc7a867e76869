/**
 * Where everything stands on a printed label, in millimetres: the same measures as the file that goes to the printer
 * (modules/label/print/label.ts and label-sheet.ts), so that what is shown before printing is what comes out.
 */
export type Template = '3x8' | '2x5' | '60x40' | '70x50'
export const labelTemplates = ['3x8', '2x5', '60x40', '70x50'] as const
/** Labels on one sheet; rolls have one. */
export const perSheet: Record<Template, number> = { '3x8': 24, '2x5': 10, '60x40': 1, '70x50': 1 }

type Size = { width: number; height: number; pad: readonly [number, number] }
export const labelSizes: Record<Template, Size> = {
  '3x8': { width: 70, height: 37, pad: [5, 3] },
  '2x5': { width: 105, height: 57, pad: [7, 4.5] },
  '60x40': { width: 60, height: 40, pad: [2.5, 2] },
  '70x50': { width: 70, height: 50, pad: [2.5, 2] },
}

/** Width of a text in em. */
export type Measure = (text: string, bold: boolean) => number
export type Line = { text: string; x: number; y: number; size: number; bold: boolean; centred: boolean; white: boolean }
export type Layout = {
  lines: Line[]
  qr: { x: number; y: number; side: number }
  band?: { x: number; y: number; width: number; height: number }
}
/** What stands on it; `rows` as "name: value", `band` the words of the certificate. */
export type Said = { product: string; rows: readonly string[]; code: string; band?: string | undefined }

const mmOf = (points: number) => (points * 25.4) / 72
const ascent = 0.88
const smallestScale = 0.68

/** Lays a label out; type shrinks until the text fits beside the QR code. */
export function layoutLabel(template: Template, said: Said, measure: Measure): Layout {
  const { width, height, pad } = labelSizes[template]
  const box = { x: pad[0], y: pad[1], width: width - 2 * pad[0], height: height - 2 * pad[1] }
  const scale = Math.min(box.width / 60, box.height / 31)
  const codeSize = 8.5 * Math.max(1, scale)
  const codeTop = box.y + box.height - mmOf(codeSize * 1.2)
  const shrunk = codeSize * Math.min(1, box.width / mmOf(measure(said.code, true) * codeSize))
  const lines: Line[] = []
  let top = box.y
  let band: Layout['band']
  if (said.band) {
    const size = 8.5 * Math.max(0.9, scale)
    band = { x: box.x, y: box.y, width: box.width, height: mmOf(size * 1.35) + 0.3 }
    lines.push(
      ...placed(
        [said.band],
        { ...box, y: box.y + 0.15 },
        { size, leading: 1.35, bold: true, centred: true, white: true },
      ),
    )
    top = box.y + band.height + 0.8
  }
  const room = codeTop - 0.6 - top
  const side = Math.min(room, box.width * 0.42)
  const reach = 1.2
  const column = { x: box.x, y: top, width: box.width - side - 1 }
  lines.push(...fitted(said, column, room, Math.max(scale, smallestScale), measure))
  lines.push(...placed([said.code], { ...box, y: codeTop }, { size: shrunk, leading: 1.2, bold: true, centred: true }))
  return {
    lines,
    qr: { x: box.x + box.width - side - reach, y: top + (room - side) / 2 - reach, side: side + 2 * reach },
    ...(band ? { band } : {}),
  }
}

type Style = { size: number; leading: number; bold: boolean; centred?: boolean; white?: boolean }
type Place = { x: number; y: number; width: number }

function placed(texts: readonly string[], place: Place, s: Style): Line[] {
  const step = mmOf(s.size * s.leading)
  return texts.map((text, i) => ({
    text,
    x: s.centred ? place.x + place.width / 2 : place.x,
    y: place.y + step * i + (step - mmOf(s.size)) / 2 + ascent * mmOf(s.size),
    size: mmOf(s.size),
    bold: s.bold,
    centred: s.centred ?? false,
    white: s.white ?? false,
  }))
}

function fitted(said: Said, column: Place, room: number, largest: number, measure: Measure): Line[] {
  for (let scale = largest; ; scale -= 0.04) {
    const last = scale <= smallestScale
    const { lines, height } = columnAt(said, column, Math.max(scale, smallestScale), measure)
    if (height <= room) return lines
    // the printer cuts the longest text and ends it in …; here what does not fit is left out below
    if (last) return lines.filter((l) => l.y <= column.y + room)
  }
}

function columnAt(said: Said, column: Place, scale: number, measure: Measure): { lines: Line[]; height: number } {
  const lines: Line[] = []
  let y = column.y
  const add = (text: string, style: Style) => {
    const wrapped = wrap(text, column.width / mmOf(style.size), (x) => measure(x, style.bold))
    lines.push(...placed(wrapped, { ...column, y }, style))
    y += wrapped.length * mmOf(style.size * style.leading)
  }
  add(said.product, { size: 10.5 * scale, leading: 1.25, bold: true })
  y += 0.5 * scale
  for (const row of said.rows) add(row, { size: 7 * scale, leading: 1.3, bold: false })
  return { lines, height: y - column.y }
}

/** Chinese breaks anywhere, the rest between words. */
function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[\u2e80-\uffff]|[^\u2e80-\uffff\s]+\s*|\s+/g) ?? []) {
    if (line && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    for (const character of piece) {
      if (line && measure((line + character).trimEnd()) > width) {
        lines.push(line.trimEnd())
        line = ''
      }
      line += character
    }
  }
  if (line.trim()) lines.push(line.trimEnd())
  return lines
}
