import { codeUrl, groupCode } from '../../../kernel/code.ts'
import {
  addPage,
  drawFrame,
  drawLine,
  drawLines,
  drawQr,
  drawShrunk,
  drawText,
  drawTick,
  drawWatermark,
  eachPage,
  fillBox,
  finishPaper,
  lineHeight,
  openPaper,
  type Paper,
  type TextStyle,
  textWidth,
} from '../../../platform/document/paper.ts'
import { drawRows, fieldRow, filled, fitRows, type Row, space, textRow } from '../../../platform/document/rows.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Language } from '../../../platform/i18n.ts'
import { formTexts, namedField, printedCode, printedQuantity, printedTime, voidedLine, word } from './format.ts'
import {
  type Certificate,
  type CertificateBasis,
  type CertificateFormat,
  type Certificates,
  mostCertificates,
} from './shapes.ts'

const bases: readonly CertificateBasis[] = ['quality_control', 'own_test', 'entrusted_test']

/** A5 landscape; A6 is the same page at 1 : √2, as ISO 216 makes it. Millimetres and points below are those of A5. */
const width = 210
const height = 148
const scales: Record<CertificateFormat, number> = { a5: 1, a6: Math.SQRT1_2 }
const margin = 13
const inner = width - 2 * margin
const qrSide = 34
const signatureTop = 114
const footTop = 132

/**
 * Commitment certificates 承诺达标合格证, style 1 or 2, one a page (Order of the Ministry of Agriculture and Rural
 * Affairs 2025 No. 4; what is known of the official form: docs/domain/certificate.md).
 * @returns PDF · @throws AppError invalid `print.nothing` · too_large `print.too_many_certificates`
 */
export async function renderCertificates(data: Certificates): Promise<Uint8Array> {
  const { certificates, language } = data
  if (certificates.length === 0) throw new AppError('invalid', 'print.nothing')
  if (certificates.length > mostCertificates)
    throw new AppError('too_large', 'print.too_many_certificates', { most: mostCertificates })
  const paper = await openPaper(word('certificate.title', language), language, [data, formTexts], { numbered: true })
  const scale = scales[data.format]
  for (const certificate of certificates) {
    addPage(paper, width * scale, height * scale)
    paper.doc.save().scale(scale)
    drawCertificate(paper, certificate, language, data.platformOrigin)
    paper.doc.restore()
  }
  eachPage(paper, (page, pages) => {
    if (pages === 1) return
    paper.doc.save().scale(scale)
    const place = { x: margin, y: footTop, width: inner }
    drawLines(paper, [word('print.page', language, { page, pages })], place, { size: 8, align: 'right' })
    paper.doc.restore()
  })
  return finishPaper(paper)
}

function drawCertificate(paper: Paper, certificate: Certificate, language: Language, platformOrigin: string): void {
  if (certificate.voided) drawWatermark(paper, word('print.voided', language), width, height)
  drawFrame(paper, { x: 7, y: 7, width: width - 14, height: height - 14 }, 0.35)
  const under = drawHead(paper, certificate, language, platformOrigin)
  const rows = fitRows((scale) => bodyRows(paper, certificate, language, scale), signatureTop - under, 1, 0.6)
  drawRows(rows, under)
  drawFoot(paper, certificate, language)
}

/** Title and number left, QR code right. @returns the y where the body begins */
function drawHead(paper: Paper, certificate: Certificate, language: Language, platformOrigin: string): number {
  const qrLeft = width - margin - qrSide + 3 // its quiet zone may lie in the margin
  fillBox(paper, { x: qrLeft, y: 10, width: qrSide, height: qrSide }, '#FFFFFF') // over a watermark
  drawQr(paper, codeUrl(platformOrigin, certificate.code), qrLeft, 10, qrSide)
  const place = { x: margin, width: qrLeft - margin - 2 }
  // 承诺达标合格证 stands in Chinese on every version: the Order asks for these words.
  let y = drawLines(
    paper,
    [word('certificate.title', 'zh')],
    { ...place, y: 12 },
    { size: 28, weight: 'bold', leading: 1.25 },
  )
  if (language === 'en')
    y = drawLines(paper, [word('certificate.title', 'en')], { ...place, y }, { size: 13, weight: 'bold', leading: 1.2 })
  const style = certificate.style === 1 ? 'certificate.style1' : 'certificate.style2'
  const small: TextStyle = { size: 10 }
  y = drawText(paper, word(style, language), { ...place, y: y + 0.5 }, small)
  const code = `${word('certificate.code', language)}${word('print.colon', language)}${groupCode(certificate.code)}`
  drawShrunk(paper, code, { ...place, y: y + 0.5 }, { size: 10.5, weight: 'bold' }, 7)
  return 47
}

/** Promise, basis and basic information: the three parts that the Order names. */
function bodyRows(paper: Paper, certificate: Certificate, language: Language, scale: number): Row[] {
  const text: TextStyle = { size: 12 * scale, leading: 1.4 }
  const strong: TextStyle = { ...text, weight: 'bold' }
  const all = { x: margin, width: inner }
  const indented = { x: margin + 6, width: inner - 6 }
  const promises =
    certificate.style === 1
      ? (['certificate.promise1.banned', 'certificate.promise1.residues'] as const)
      : (['certificate.promise2.collected', 'certificate.promise2.additives'] as const)
  return [
    textRow(
      paper,
      word(certificate.style === 1 ? 'certificate.promise1' : 'certificate.promise2', language),
      all,
      strong,
    ),
    ...promises.map((promise) => textRow(paper, word(promise, language), indented, text)),
    space(1.5 * scale),
    basisRow(paper, certificate, language, strong, text),
    space(1.5 * scale),
    { height: 3 * scale, draw: (y) => drawLine(paper, [margin, y], [width - margin, y], 0.25) },
    ...informationRows(paper, certificate, language, scale),
  ]
}

/** The three bases with their boxes on one line where they fit, else one under the other. */
function basisRow(paper: Paper, certificate: Certificate, language: Language, strong: TextStyle, text: TextStyle): Row {
  const title = `${word('certificate.basis', language)}${word('print.colon', language)}`
  const titleWidth = textWidth(paper, title, strong) + 1.5
  const side = text.size * 0.3
  const step = lineHeight(text)
  const labels = bases.map((basis) => word(`certificate.basis.${basis}`, language))
  const widths = labels.map((label) => side + 1.5 + textWidth(paper, label, text) + 6)
  const inOneLine = titleWidth + widths.reduce((a, b) => a + b, 0) <= inner + 6
  return {
    height: inOneLine ? step : step * bases.length,
    draw: (y) => {
      drawLines(paper, [title], { x: margin, y, width: titleWidth }, strong)
      let x = margin + titleWidth
      bases.forEach((basis, i) => {
        const top = inOneLine ? y : y + i * step
        drawTick(paper, x, top + (step - side) / 2, side, certificate.basis.includes(basis))
        drawLines(paper, [labels[i]!], { x: x + side + 1.5, y: top, width: inner }, text)
        if (inOneLine) x += widths[i]!
      })
    },
  }
}

function informationRows(paper: Paper, certificate: Certificate, language: Language, scale: number): Row[] {
  const style: TextStyle = { size: 11 * scale, weight: 'bold', leading: 1.4 }
  const named = (name: Parameters<typeof word>[0], value: string | undefined) => namedField(name, value, language)
  const { collected, style: form } = certificate
  const kept =
    form === 2 && collected !== undefined
      ? word('certificate.collectedCount', language, { count: collected })
      : undefined
  const reports = certificate.testReports?.join(language === 'zh' ? '、' : ', ')
  const pairs = [
    [
      named('certificate.product', certificate.product),
      named('certificate.quantity', printedQuantity(certificate.quantity, language)),
    ],
    [
      named('certificate.placeOfOrigin', certificate.placeOfOrigin),
      named('certificate.issuedAt', printedTime(certificate.issuedAt, language)),
    ],
    [named('certificate.issuer', certificate.issuer.name), named('certificate.contact', certificate.issuer.contact)],
    [named('certificate.batchCode', printedCode(certificate.batchCode)), named('certificate.collected', kept)],
    [named('certificate.testReports', reports)],
  ]
  const rows = pairs.map(filled).filter((pair) => pair.length > 0)
  const nameWidth =
    Math.max(...rows.flat().map((field) => textWidth(paper, field.name, { ...style, weight: 'regular' }))) + 2
  return rows.flatMap((pair) => [
    fieldRow(paper, pair, { x: margin, width: inner, nameWidth, gap: 6 }, style),
    space(1.4 * scale),
  ])
}

/** Where the promise is signed or sealed, what the QR code is for, and that a void certificate is void. */
function drawFoot(paper: Paper, certificate: Certificate, language: Language): void {
  const small: TextStyle = { size: 8 }
  const sign = `${word('certificate.issuer', language)}${word('print.signature', language)}${word('print.colon', language)}`
  const signWidth = textWidth(paper, sign, { size: 10 })
  const lineLeft = width - margin - 58
  drawLines(paper, [sign], { x: lineLeft - signWidth - 1, y: 124, width: signWidth }, { size: 10 })
  drawLine(paper, [lineLeft, 129], [width - margin, 129], 0.2)
  drawLines(paper, [word('certificate.scan', language)], { x: margin, y: footTop, width: inner }, small)
  if (!certificate.voided) return
  const line = voidedLine(certificate.voided, 'certificate.form', language)
  const style: TextStyle = { size: 10, weight: 'bold' }
  drawRows(
    fitRows(
      (scale) => [textRow(paper, line, { x: margin, width: inner }, { ...style, size: 10 * scale })],
      9.5,
      1,
      0.6,
    ),
    signatureTop + 0.3,
  )
}
