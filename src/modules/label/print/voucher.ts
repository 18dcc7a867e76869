import { codeUrl, groupCode } from '../../../kernel/code.ts'
import {
  addPage,
  drawFrame,
  drawLine,
  drawLines,
  drawQr,
  drawShrunk,
  drawWatermark,
  eachPage,
  fillBox,
  finishPaper,
  lineHeight,
  linesOf,
  openPaper,
  type Paper,
  type TextStyle,
  textWidth,
} from '../../../platform/document/paper.ts'
import {
  drawRows,
  fieldRow,
  filled,
  fitRows,
  heightOf,
  type Row,
  space,
  textRow,
} from '../../../platform/document/rows.ts'
import { AppError } from '../../../platform/errors.ts'
import { formTexts, namedField, printedCode, printedQuantity, printedTime, voidedLine, word } from './format.ts'
import { mostVoucherLines, type Voucher } from './shapes.ts'

/** A5 portrait, millimetres. */
const width = 148
const height = 210
const margin = 11
const inner = width - 2 * margin
const qrSide = 32
const headBottom = 42
const footTop = height - 12
const signatureHeight = 26
const partyHeight = 88
/** Lines of a product's name and of its origin in the table; more would not fit a page. */
const mostNameLines = 20
const mostOriginLines = 10

/**
 * Market-entry voucher 入市追溯凭证 on A5: as many pages as the lines need; the signature boxes stand on the last.
 * No official form is published; the arrangement is ours (docs/domain/certificate.md).
 * @returns PDF · @throws AppError invalid `print.nothing` · too_large `print.too_many_lines`
 */
export async function renderVoucher(voucher: Voucher): Promise<Uint8Array> {
  const { language, lines } = voucher
  if (lines.length === 0) throw new AppError('invalid', 'print.nothing')
  if (lines.length > mostVoucherLines)
    throw new AppError('too_large', 'print.too_many_lines', { most: mostVoucherLines })
  const paper = await openPaper(word('voucher.title', language), language, [voucher, formTexts], { numbered: true })
  const last = [space(3), noteRow(paper, voucher), space(2), signatureRow(paper, voucher)]

  const heading = headingRow(paper, voucher)
  const freshTop = headBottom + heading.height
  let y = drawRows([...partyRows(paper, voucher), heading], drawHead(paper, voucher))
  lines.forEach((_, i) => {
    const row = lineRow(paper, voucher, i)
    // The last line stays with the signatures where it can: signatures alone on a page vouch for nothing.
    const together = row.height + heightOf(last)
    const needed = i === lines.length - 1 && freshTop + together <= footTop ? together : row.height
    if (y + needed > footTop && y > freshTop) y = drawRows([heading], drawHead(paper, voucher))
    y = drawRows([row], y)
  })
  if (y + heightOf(last) > footTop) y = drawHead(paper, voucher)
  drawRows(last, Math.max(y, footTop - heightOf(last)))
  eachPage(paper, (page, pages) => {
    const place = { x: margin, y: footTop + 1, width: inner }
    drawLines(paper, [word('print.page', language, { page, pages })], place, { size: 8, align: 'center' })
  })
  return finishPaper(paper)
}

/** A new page with title, number and QR code. @returns the y under them */
function drawHead(paper: Paper, voucher: Voucher): number {
  const { language } = voucher
  addPage(paper, width, height)
  if (voucher.voided) drawWatermark(paper, word('print.voided', language), width, height)
  const qrLeft = width - margin - qrSide + 3
  fillBox(paper, { x: qrLeft, y: 8, width: qrSide, height: qrSide }, '#FFFFFF') // over a watermark
  drawQr(paper, codeUrl(voucher.platformOrigin, voucher.code), qrLeft, 8, qrSide)
  const place = { x: margin, width: qrLeft - margin - 2 }
  const under = drawShrunk(
    paper,
    word('voucher.title', language),
    { ...place, y: 11 },
    { size: 24, weight: 'bold' },
    12,
  )
  const small: TextStyle = { size: 9.5 }
  const y = drawLines(
    paper,
    [`${word('voucher.code', language)}${word('print.colon', language)}`],
    { ...place, y: under + 2 },
    small,
  )
  drawShrunk(paper, groupCode(voucher.code), { ...place, y }, { size: 12, weight: 'bold' }, 8)
  return headBottom
}

/** Who sells to whom, and what belongs to the sale: shrunk where names are long, so that the table begins on page 1. */
const partyRows = (paper: Paper, voucher: Voucher): Row[] =>
  fitRows((scale) => partyRowsAt(paper, voucher, scale), partyHeight, 1, 0.7)

function partyRowsAt(paper: Paper, voucher: Voucher, scale: number): Row[] {
  const { language, seller, buyer, voided } = voucher
  const style: TextStyle = { size: 10 * scale, weight: 'bold', leading: 1.4 }
  const named = (name: Parameters<typeof word>[0], value: string | undefined) => namedField(name, value, language)
  const groups = [
    [
      named('voucher.seller', seller.name),
      named('voucher.subjectCode', printedCode(seller.subjectCode)),
      named('voucher.contact', seller.contact),
    ],
    [
      named('voucher.buyer', buyer.name.trim() && `${buyer.name}${word('voucher.asStated', language)}`),
      named('voucher.contact', buyer.contact),
    ],
    [
      named('voucher.destination', voucher.destination),
      named('voucher.vehicle', voucher.vehicle),
      named('voucher.soldAt', printedTime(voucher.soldAt, language)),
      named('voucher.certificateCode', printedCode(voucher.certificateCode)),
    ],
  ].map(filled)
  const names = groups.flat().map((field) => textWidth(paper, field.name, { ...style, weight: 'regular' }))
  const place = { x: margin, width: inner, nameWidth: Math.max(...names) + 2, gap: 0 }
  const warning = voided ? [textRow(paper, voidedLine(voided, 'voucher.form', language), place, style), space(1)] : []
  return [
    ...warning,
    ...groups.flatMap((fields) => [
      ...fields.map((field) => fieldRow(paper, [field], place, style)),
      space(1.6 * scale),
    ]),
  ]
}

/** Where the columns begin: number, product and origin, trace code, quantity. */
const columns = [
  { key: 'voucher.number', x: margin, width: 10 },
  { key: 'voucher.product', x: margin + 10, width: 48 },
  { key: 'voucher.batchCode', x: margin + 58, width: 42 },
  { key: 'voucher.quantity', x: margin + 100, width: inner - 100 },
] as const
const cellPad = 1.2

function tableRow(paper: Paper, cells: readonly (readonly { text: string; style: TextStyle; most?: number }[])[]): Row {
  const laid = columns.map((column, i) => {
    const place = { x: column.x + cellPad, width: column.width - 2 * cellPad }
    return (cells[i] ?? []).map(({ text, style, most }) => ({
      place,
      style,
      lines: linesOf(paper, text, place.width, style, most),
    }))
  })
  const tall = (cell: (typeof laid)[number]) =>
    cell.reduce((sum, part) => sum + part.lines.length * lineHeight(part.style), 0)
  const rowHeight = Math.max(...laid.map(tall)) + 2 * cellPad
  return {
    height: rowHeight,
    draw: (y) => {
      columns.forEach((column, i) => {
        drawFrame(paper, { x: column.x, y, width: column.width, height: rowHeight }, 0.2)
        let top = y + cellPad
        for (const part of laid[i]!) top = drawLines(paper, part.lines, { ...part.place, y: top }, part.style)
      })
    },
  }
}

const headingRow = (paper: Paper, voucher: Voucher): Row =>
  tableRow(
    paper,
    columns.map((column) => [{ text: word(column.key, voucher.language), style: { size: 9, weight: 'bold' } }]),
  )

function lineRow(paper: Paper, voucher: Voucher, index: number): Row {
  const line = voucher.lines[index]!
  const { language } = voucher
  const style: TextStyle = { size: 9.5 }
  const small: TextStyle = { size: 8 }
  const from = line.placeOfOrigin?.trim()
  return tableRow(paper, [
    [{ text: String(index + 1), style }],
    [
      { text: line.product, style: { ...style, weight: 'bold' }, most: mostNameLines },
      ...(from
        ? [
            {
              text: `${word('voucher.placeOfOrigin', language)}${word('print.colon', language)}${from}`,
              style: small,
              most: mostOriginLines,
            },
          ]
        : []),
    ],
    [{ text: printedCode(line.batchCode), style: { size: 8.5 } }],
    [{ text: printedQuantity(line.quantity, language), style }],
  ])
}

const noteRow = (paper: Paper, voucher: Voucher): Row =>
  textRow(paper, word('voucher.note', voucher.language), { x: margin, width: inner }, { size: 8 })

/** Two boxes to sign or seal. */
function signatureRow(paper: Paper, { language }: Voucher): Row {
  const half = inner / 2
  const parts = ['voucher.sellerSigns', 'voucher.marketSigns'] as const
  return {
    height: signatureHeight,
    draw: (y) => {
      drawFrame(paper, { x: margin, y, width: inner, height: signatureHeight })
      drawLine(paper, [margin + half, y], [margin + half, y + signatureHeight])
      parts.forEach((part, i) => {
        const place = { x: margin + i * half + 2, width: half - 4 }
        drawShrunk(paper, word(part, language), { ...place, y: y + 1.5 }, { size: 9 }, 7)
        drawLines(paper, [word('voucher.signedOn', language)], { ...place, y: y + signatureHeight - 6 }, { size: 9 })
      })
    },
  }
}
