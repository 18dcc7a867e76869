import PDFDocument from 'pdfkit'
import type { Language } from '../i18n.ts'
import { cutFont, loadFont, type Weight } from './fonts.ts'
import { type QrMatrix, qrMatrix, qrOutline, quietModules } from './qr.ts'
import { cutLines, missing, printable, wrapText } from './text.ts'

/** Places and lengths are in millimetres from the top left corner of the page; sizes of type are in points. */
export type Box = { x: number; y: number; width: number; height: number }
export type Align = 'left' | 'center' | 'right'
export type TextStyle = { size: number; weight?: Weight; align?: Align; color?: string; leading?: number }

/** A document being drawn. Open it with `openPaper`, draw with the functions below, end with `finishPaper`. */
export type Paper = {
  readonly doc: PDFKit.PDFDocument
  readonly widths: Record<Weight, Map<string, number>>
  readonly clean: (text: string) => string
  readonly qrs: Map<string, QrMatrix>
  readonly done: Promise<Uint8Array>
}

const pointsPerMm = 72 / 25.4
export const mm = (millimetres: number): number => millimetres * pointsPerMm
const toMm = (points: number): number => points / pointsPerMm

const defaultLeading = 1.35
// Noto Sans SC draws a Chinese character between 0.88 em above and 0.12 em below the baseline.
const ascent = 0.88
const ink = '#000000'
/** Latin letters, digits and signs that every document may print whatever its data. */
const ascii = Array.from({ length: 95 }, (_, i) => String.fromCodePoint(32 + i)).join('')

/** Every text in a value, however deep, so that the fonts can be cut to it. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (value && typeof value === 'object') for (const part of Object.values(value)) yield* textsIn(part)
}

/**
 * Starts a document with no page. `numbered` keeps all pages in memory until the end, for `eachPage`. `texts` is everything it may print (data and words, at any depth): the fonts are cut
 * to its characters, so a text that was not announced is drawn with 〓 for what is missing and a test sees it.
 */
export async function openPaper(
  title: string,
  language: Language,
  texts: unknown,
  options: { numbered?: boolean } = {},
): Promise<Paper> {
  const [regular, bold] = await Promise.all([loadFont('regular'), loadFont('bold')])
  const covers = (codePoint: number) => regular.covers(codePoint) && bold.covers(codePoint)
  const characters = new Set(`${ascii}…${missing}`)
  for (const text of textsIn([texts, title])) for (const character of printable(text, covers)) characters.add(character)
  const wanted = [...characters].join('')
  const cut = { regular: await cutFont(regular, wanted), bold: await cutFont(bold, wanted) }
  const clean = (text: string) => printable(text, (codePoint) => characters.has(String.fromCodePoint(codePoint)))

  const doc = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    bufferPages: options.numbered ?? false,
    font: '', // no default font: everything is set in ours
    lang: language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    info: { Title: clean(title), Producer: 'Suyuan', Creator: 'Suyuan' },
  })
  doc.registerFont('regular', cut.regular)
  doc.registerFont('bold', cut.bold)
  const done = new Promise<Uint8Array>((resolve, reject) => {
    const chunks: Uint8Array[] = []
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    doc.on('error', reject)
  })
  return { doc, widths: { regular: new Map(), bold: new Map() }, clean, qrs: new Map(), done }
}

/** Closes the document. @returns the PDF file */
export function finishPaper(paper: Paper): Promise<Uint8Array> {
  paper.doc.end()
  return paper.done
}

export function addPage(paper: Paper, width: number, height: number): void {
  paper.doc.addPage({ size: [mm(width), mm(height)], margin: 0 })
}

/** Goes back over all pages of a numbered document, for "page x of y". */
export function eachPage(paper: Paper, draw: (page: number, pages: number) => void): void {
  const { start, count } = paper.doc.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    paper.doc.switchToPage(start + i)
    draw(i + 1, count)
  }
}

/** Width in em. The fonts have no kerning left, so characters add up and each is measured once. */
const measureWith =
  (paper: Paper, weight: Weight) =>
  (text: string): number => {
    let sum = 0
    for (const character of text) {
      let width = paper.widths[weight].get(character)
      if (width === undefined) {
        width = paper.doc.font(weight).fontSize(1000).widthOfString(character) / 1000
        paper.widths[weight].set(character, width)
      }
      sum += width
    }
    return sum
  }

/** Width of one line of text in millimetres. */
export const textWidth = (paper: Paper, text: string, style: TextStyle): number =>
  toMm(measureWith(paper, style.weight ?? 'regular')(paper.clean(text)) * style.size)

export const lineHeight = (style: TextStyle): number => toMm(style.size * (style.leading ?? defaultLeading))

/** The lines that a text takes at a width in millimetres. With `most`, the last of these ends in … when more follow. */
export function linesOf(paper: Paper, text: string, width: number, style: TextStyle, most = Infinity): string[] {
  const measure = measureWith(paper, style.weight ?? 'regular')
  const em = mm(width) / style.size
  return cutLines(wrapText(paper.clean(text), em, measure), most, em, measure)
}

/** Draws lines as they are, downwards from `y`. @returns the y under the last line */
export function drawLines(
  paper: Paper,
  lines: readonly string[],
  place: { x: number; y: number; width: number },
  style: TextStyle,
): number {
  const weight = style.weight ?? 'regular'
  const step = lineHeight(style)
  const measure = measureWith(paper, weight)
  lines.forEach((line, i) => {
    const spare = place.width - toMm(measure(line) * style.size)
    const x = place.x + (style.align === 'right' ? spare : style.align === 'center' ? spare / 2 : 0)
    const baseline = mm(place.y + step * i) + (mm(step) - style.size) / 2 + ascent * style.size
    paper.doc
      .font(weight)
      .fontSize(style.size)
      .fillColor(style.color ?? ink)
      .text(line, mm(x), baseline, { lineBreak: false, baseline: 'alphabetic' })
  })
  return place.y + step * lines.length
}

/** Draws a text over as many lines as it takes. @returns the y under it */
export const drawText = (
  paper: Paper,
  text: string,
  place: { x: number; y: number; width: number },
  style: TextStyle,
): number => drawLines(paper, linesOf(paper, text, place.width, style), place, style)

/** One line that shrinks from `style.size` to fit its width, down to `smallest` points; then wraps. @returns as drawText */
export function drawShrunk(
  paper: Paper,
  text: string,
  place: { x: number; y: number; width: number },
  style: TextStyle,
  smallest: number,
): number {
  const natural = textWidth(paper, text, style)
  const size = natural > place.width ? Math.max(smallest, (style.size * place.width) / natural - 0.01) : style.size
  return drawText(paper, text, place, { ...style, size })
}

export function drawLine(paper: Paper, from: [number, number], to: [number, number], width = 0.2, dash?: number): void {
  const { doc } = paper
  doc.save().lineWidth(mm(width)).strokeColor(ink)
  if (dash) doc.dash(mm(dash), { space: mm(dash) })
  doc.moveTo(mm(from[0]), mm(from[1])).lineTo(mm(to[0]), mm(to[1])).stroke().restore()
}

export function drawFrame(paper: Paper, box: Box, width = 0.2): void {
  const { doc } = paper
  doc.save().lineWidth(mm(width)).strokeColor(ink)
  doc.rect(mm(box.x), mm(box.y), mm(box.width), mm(box.height)).stroke().restore()
}

export function fillBox(paper: Paper, box: Box, color = ink): void {
  const { doc } = paper
  doc.save().fillColor(color).rect(mm(box.x), mm(box.y), mm(box.width), mm(box.height)).fill().restore()
}

/** A box to tick, drawn and not a character, so that it looks the same ticked and empty. */
export function drawTick(paper: Paper, x: number, y: number, side: number, ticked: boolean): void {
  drawFrame(paper, { x, y, width: side, height: side }, side * 0.07)
  if (!ticked) return
  const { doc } = paper
  doc
    .save()
    .lineWidth(mm(side * 0.14))
    .lineJoin('round')
    .lineCap('round')
    .strokeColor(ink)
  doc.moveTo(mm(x + side * 0.2), mm(y + side * 0.52))
  doc.lineTo(mm(x + side * 0.42), mm(y + side * 0.76)).lineTo(mm(x + side * 0.82), mm(y + side * 0.22))
  doc.stroke().restore()
}

/**
 * A QR code as one vector shape inside a square of `side` millimetres, its quiet zone included. With `dot` (the size
 * of a printer's dot in millimetres) modules are whole dots, so that a thermal head prints them all alike.
 */
export function drawQr(paper: Paper, text: string, x: number, y: number, side: number, dot?: number): void {
  const matrix = paper.qrs.get(text) ?? qrMatrix(text)
  paper.qrs.set(text, matrix)
  const room = side / (matrix.size + 2 * quietModules)
  const module = dot && room > dot ? Math.floor(room / dot + 1e-6) * dot : room
  const left = x + (side - module * matrix.size) / 2
  const top = y + (side - module * matrix.size) / 2
  const { doc } = paper
  doc.save().fillColor(ink)
  for (const loop of qrOutline(matrix)) {
    loop.forEach(([column, row], i) => {
      const at = [mm(left + column * module), mm(top + row * module)] as const
      if (i === 0) doc.moveTo(...at)
      else doc.lineTo(...at)
    })
    doc.closePath()
  }
  doc.fill('even-odd').restore()
}

/** A word across the page in grey. Draw it first: the text over it stays readable. */
export function drawWatermark(paper: Paper, text: string, width: number, height: number): void {
  const { doc } = paper
  const diagonal = Math.hypot(width, height)
  const style: TextStyle = { size: 10, weight: 'bold' }
  const size = Math.min((10 * diagonal * 0.62) / textWidth(paper, text, style), mm(height) * 0.5)
  const shown = textWidth(paper, text, { ...style, size })
  doc.save().rotate((-Math.atan2(height, width) * 180) / Math.PI, { origin: [mm(width / 2), mm(height / 2)] })
  const place = { x: (width - shown) / 2, y: height / 2 - toMm(size * 1.35) / 2, width: shown }
  drawLines(paper, [paper.clean(text)], place, { ...style, size, color: '#CFCFCF' })
  doc.restore()
}
