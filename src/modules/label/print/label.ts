import { codeUrl, groupCode } from '../../../kernel/code.ts'
import {
  type Box,
  drawLines,
  drawQr,
  fillBox,
  lineHeight,
  type Paper,
  type TextStyle,
  textWidth,
} from '../../../platform/document/paper.ts'
import { drawRows, fitRows, type Row, space, textRow } from '../../../platform/document/rows.ts'
import type { Language } from '../../../platform/i18n.ts'
import { printedDay, printedQuantity, word } from './format.ts'
import type { Label } from './shapes.ts'

/** Type sizes at full scale and how far they may shrink before lines are cut, in points. */
const productSize = 10.5
const rowSize = 7
const smallestScale = 0.68
/** The inside of a 70 × 37 mm label, for which the sizes are made; larger labels get larger type. */
const [fullWidth, fullHeight] = [60, 31]

/** The rows under the product: only what there is. */
function rowsOf(label: Label, language: Language): string[] {
  const row = (name: string, value: string | undefined) =>
    value?.trim() ? [`${name}${word('print.colon', language)}${value}`] : []
  return [
    ...row(word('label.producer', language), label.producer.name),
    ...row(word('label.contact', language), label.producer.contact),
    ...row(label.batchDateName || word('label.batchDate', language), printedDay(label.batchDate, language)),
    ...row(word('label.quantity', language), label.quantity && printedQuantity(label.quantity, language)),
    ...row(word('label.circulatedOn', language), label.circulatedOn && printedDay(label.circulatedOn, language)),
    ...row(word('label.buyer', language), label.buyer),
  ]
}

/** The text column: product, then a row for each thing that is known. */
function columnRows(
  paper: Paper,
  label: Label,
  language: Language,
  place: { x: number; width: number },
  room: number,
  largest: number,
): Row[] {
  const rows = rowsOf(label, language)
  return fitRows(
    (scale) => {
      const product: TextStyle = { size: productSize * scale, weight: 'bold', leading: 1.25 }
      const row: TextStyle = { size: rowSize * scale, leading: 1.3 }
      return [
        textRow(paper, label.product, place, product),
        ...(label.specification?.trim()
          ? [textRow(paper, label.specification, place, { ...row, size: 8 * scale })]
          : []),
        space(0.5 * scale),
        ...rows.map((text) => textRow(paper, text, place, row)),
      ]
    },
    room,
    largest,
    smallestScale,
  )
}

/**
 * Draws one trace label inside `box`: text left, QR code right, the code under both. `dot` is the size of the
 * printer's dots in millimetres where it has large ones.
 */
export function drawLabel(
  paper: Paper,
  label: Label,
  language: Language,
  platformOrigin: string,
  box: Box,
  dot?: number,
): void {
  const scale = Math.min(box.width / fullWidth, box.height / fullHeight)
  const code = groupCode(label.code)
  const codeStyle: TextStyle = { size: 8.5 * Math.max(1, scale), weight: 'bold', align: 'center', leading: 1.2 }
  const codeSize = codeStyle.size * Math.min(1, box.width / textWidth(paper, code, codeStyle))
  const codeTop = box.y + box.height - lineHeight(codeStyle)

  const top = label.certified ? drawBand(paper, language, box, scale) : box.y
  const height = codeTop - 0.6 - top
  const side = Math.min(height, box.width * 0.42)
  // The quiet zone is white, as the label's margin is: it may reach into it, and the modules get larger.
  const reach = 1.2
  const qrTop = top + (height - side) / 2 - reach
  const address = codeUrl(platformOrigin, label.code)
  drawQr(paper, address, box.x + box.width - side - reach, qrTop, side + 2 * reach, dot)
  const place = { x: box.x, width: box.width - side - 1 }
  drawRows(columnRows(paper, label, language, place, height, Math.max(scale, smallestScale)), top)
  drawLines(paper, [code], { x: box.x, y: codeTop, width: box.width }, { ...codeStyle, size: codeSize })
}

/** 承诺达标合格证 in white on black: the words of the certificate's QR form, Chinese in both languages. @returns y under it */
function drawBand(paper: Paper, language: Language, box: Box, scale: number): number {
  const style: TextStyle = { size: 8.5 * Math.max(0.9, scale), weight: 'bold', align: 'center', color: '#FFFFFF' }
  const english = language === 'en' ? ` ${word('certificate.title', 'en')}` : ''
  const band = { x: box.x, y: box.y, width: box.width, height: lineHeight(style) + 0.3 }
  fillBox(paper, band)
  drawLines(paper, [word('certificate.title', 'zh') + english], { ...band, y: band.y + 0.15 }, style)
  return band.y + band.height + 0.8
}
