import { afterAll, expect, test } from 'vitest'
import { type PdfPage, readPdf } from '../../../../test/pdf.ts'
import { AppError } from '../../../platform/errors.ts'
import { labelsPerSheet } from './label-sheet.ts'
import { openPrinter } from './printer.ts'
import type { Certificate, Label, PrintKinds, Voucher } from './shapes.ts'

// Everything is made by the threads that make it in production, and read back by PDF.js.
const printer = openPrinter()
afterAll(() => printer.close())
const print = async <K extends keyof PrintKinds>(kind: K, data: PrintKinds[K]): Promise<PdfPage[]> =>
  readPdf(await printer.renderDocument(kind, data))

const platformOrigin = 'https://suyuan.example'
const batchCode = '11040882913377205518'
const grouped = '1104 0882 9133 7720 5518'

const label: Label = {
  code: batchCode,
  product: '贵妃芒果',
  producer: { name: '示例·琼海丰园芒果专业合作社', contact: '138****0012' },
  batchDate: '2026-03-05',
}
const circulated: Label = {
  ...label,
  specification: '一级 5kg/箱',
  batchDateName: '采收日期',
  quantity: { amount: '2000.5', unit: 'kg' },
  circulatedOn: '2026-03-06',
  buyer: '示例·海口南北水果有限公司',
}
const certificate: Certificate = {
  code: '15040882913377205518',
  style: 1,
  basis: ['quality_control', 'own_test'],
  product: '贵妃芒果',
  quantity: { amount: '2000.5', unit: 'kg' },
  placeOfOrigin: '海南省琼海市博鳌镇',
  issuedAt: '2026-03-05T02:20:31.123456Z',
  issuer: { name: '示例·琼海丰园芒果专业合作社', contact: '0898-00000012' },
}
const voucher: Voucher = {
  language: 'zh',
  platformOrigin,
  code: '14040882913377205518',
  seller: { name: '示例·琼海丰园芒果专业合作社' },
  buyer: { name: '海口南北市场37号档' },
  lines: [{ product: '贵妃芒果', batchCode, placeOfOrigin: '琼海市', quantity: { amount: '500', unit: 'kg' } }],
  soldAt: '2026-03-05T16:30:00Z',
}
const endless = '海南省乐东黎族自治县佛罗镇丰塘村热带水果种植农民专业合作社联合社'.repeat(6)
const hostile = '\u202E〈b〉<b>\u0000&amp;\n\r\u200B🥭藏\u2028\uD800 ) Tj (x) \\'

/** Text of a page without the line breaks that wrapping made. */
const run = (page: PdfPage): string => page.all.replaceAll('\n', '')

function expectInside(page: PdfPage): void {
  for (const text of page.texts) {
    expect(text.x, text.text).toBeGreaterThan(0)
    expect(text.x + text.width, text.text).toBeLessThan(page.width)
    expect(text.y - text.size * 0.31, text.text).toBeGreaterThan(0)
    expect(text.y, text.text).toBeLessThan(page.height)
  }
}

/** No two pieces of text on one page may overlap. Sizes in points; 0.3 mm a point is a little less than the glyphs. */
function expectApart(page: PdfPage): void {
  page.texts.forEach((a, i) => {
    for (const b of page.texts.slice(i + 1)) {
      const sideways = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
      const upright = Math.min(a.y, b.y) - Math.max(a.y - a.size * 0.28, b.y - b.size * 0.28)
      expect(sideways > 0.2 && upright > 0.2, `${a.text} over ${b.text}`).toBe(false)
    }
  })
}

test('a label says product, producer, contact, date and code in Chinese, and its QR code leads to the scan page', async () => {
  const [page, ...more] = await print('thermalLabels', {
    language: 'zh',
    platformOrigin,
    format: '60x40',
    labels: [{ label, copies: 1 }],
  })
  expect(more).toEqual([])
  expect([page!.width, page!.height].map(Math.round)).toEqual([60, 40])
  expect(run(page!)).toContain('贵妃芒果生产者：示例·琼海丰园芒果专业合作社联系方式：138****0012批次日期：2026年3月5日')
  expect(page!.all).toContain(grouped)
  expect(run(page!)).not.toMatch(/承诺|购买方|数量|undefined|null/)
  expect(page!.qrs.map((qr) => qr.text)).toEqual([`${platformOrigin}/s/${batchCode}`])
  // 203 dpi: whole dots a module, and wide enough for a cheap camera (0.375 mm)
  expect(page!.qrs[0]!.width / 29 / (25.4 / 203)).toBeCloseTo(Math.round(page!.qrs[0]!.width / 29 / (25.4 / 203)), 2)
  expect(page!.qrs[0]!.width / 29).toBeGreaterThan(0.375)
  expect(page!.texts[0]!.size).toBeGreaterThan(9) // a name that fits is not shrunk
  expectInside(page!)
})

test('on circulation the label adds quantity, date and buyer; merged with the certificate it says so', async () => {
  const labels = [{ label: { ...circulated, certified: true }, copies: 1 }]
  const [chinese] = await print('thermalLabels', { language: 'zh', platformOrigin, format: '70x50', labels })
  expect(run(chinese!)).toContain('承诺达标合格证')
  expect(run(chinese!)).toContain(
    '采收日期：2026年3月5日数量：2000.5 千克流通日期：2026年3月6日购买方：示例·海口南北水果有限公司',
  )
  const [english] = await print('thermalLabels', { language: 'en', platformOrigin, format: '70x50', labels })
  expect(english!.all).toContain('承诺达标合格证 Commitment certificate')
  expect(run(english!)).toContain('Quantity: 2000.5 kg')
  for (const page of [chinese!, english!]) {
    expectInside(page)
    expectApart(page)
  }
})

test('a run of labels fills sheets in order, begins after used labels and ends with the last copy', async () => {
  const other = { ...label, code: '11987654321098765432', product: '长豆角' }
  const pages = await print('labelSheets', {
    language: 'zh',
    platformOrigin,
    format: '3x8',
    used: 2,
    cutLines: true,
    labels: [
      { label, copies: 24 },
      { label: other, copies: 3 },
    ],
  })
  expect(pages.map((page) => page.qrs.length)).toEqual([labelsPerSheet('3x8') - 2, 5])
  expect([pages[0]!.width, pages[0]!.height].map(Math.round)).toEqual([210, 297])
  expect(pages[1]!.qrs.map((qr) => qr.text?.slice(-20))).toEqual([batchCode, batchCode, ...Array(3).fill(other.code)])
  // the two used places stay white: the first label stands in the third column
  expect(Math.min(...pages[0]!.qrs.map((qr) => qr.y))).toBe(pages[0]!.qrs[0]!.y)
  expect(pages[0]!.qrs[0]!.x).toBeGreaterThan(140)
  const wide = await print('labelSheets', {
    language: 'zh',
    platformOrigin,
    format: '2x5',
    labels: [{ label, copies: 11 }],
  })
  expect(wide.map((page) => page.qrs.length)).toEqual([10, 1])
})

test('a name that does not fit a label is shrunk, then cut with a mark, and never leaves its label', async () => {
  const long: Label = { ...circulated, certified: true, product: endless, producer: { name: endless }, buyer: endless }
  const [page] = await print('labelSheets', {
    language: 'zh',
    platformOrigin,
    format: '3x8',
    labels: [{ label: long, copies: 24 }],
  })
  expectApart(page!)
  for (const text of page!.texts) {
    const [column, row] = [Math.floor(text.x / 70), Math.floor((text.y - 0.5) / 37)]
    expect(text.x + text.width).toBeLessThanOrEqual((column + 1) * 70 - 4.9)
    expect(text.y).toBeLessThanOrEqual(0.5 + (row + 1) * 37 - 2.9)
    expect(text.size).toBeGreaterThanOrEqual(4.7)
  }
  expect(page!.all.match(/…/g)).toHaveLength(3 * 24)
  expect(page!.qrs.every((qr) => qr.text?.endsWith(batchCode))).toBe(true)
})

test('too many labels, or none, are refused with a reason', async () => {
  const run = (copies: number) =>
    printer.renderDocument('labelSheets', {
      language: 'zh',
      platformOrigin,
      format: '3x8',
      labels: [{ label, copies }],
    })
  await expect(run(2401)).rejects.toMatchObject({
    code: 'too_large',
    reason: 'print.too_many_labels',
    details: { most: 2400 },
  })
  await expect(run(0)).rejects.toMatchObject({ code: 'invalid', reason: 'print.nothing' })
  await expect(run(1.5)).rejects.toBeInstanceOf(AppError)
})

test('the producer’s certificate has promise, basis and information in the words of the Order', async () => {
  const [page] = await print('certificates', {
    language: 'zh',
    platformOrigin,
    format: 'a5',
    certificates: [certificate],
  })
  expect([page!.width, page!.height].map(Math.round)).toEqual([210, 148])
  const text = run(page!)
  for (const part of [
    '承诺达标合格证',
    '合格证编号：1504 0882 9133 7720 5518',
    '我承诺生产销售的食用农产品：未使用禁用农药、兽药及其他化合物；使用的常规农药、兽药残留不超标。',
    '承诺依据：质量安全控制符合要求自行检测合格委托检测合格',
    '产品名称：贵妃芒果重量或数量：2000.5 千克',
    '产地：海南省琼海市博鳌镇开具时间：2026年3月5日 10:20',
    '承诺主体：示例·琼海丰园芒果专业合作社联系方式：0898-00000012',
  ])
    expect(text).toContain(part)
  expect(text).not.toMatch(/作废|第.页|批次追溯码|检测报告|undefined/)
  expect(page!.qrs.map((qr) => qr.text)).toEqual([`${platformOrigin}/s/15040882913377205518`])
  // number and QR code top right, the title the largest text of the page
  expect(page!.qrs[0]!.x).toBeGreaterThan(160)
  expect(page!.qrs[0]!.y).toBeLessThan(20)
  expect(page!.texts.toSorted((a, b) => b.size - a.size)[0]!.text).toBe('承诺达标合格证')
  expectInside(page!)
  expectApart(page!)
})

test('the purchaser’s certificate promises what a purchaser can, and counts what was collected', async () => {
  const bought: Certificate = {
    ...certificate,
    style: 2,
    collected: 3,
    batchCode,
    testReports: ['示例检字1号', '示例检字2号'],
  }
  const pages = await print('certificates', {
    language: 'zh',
    platformOrigin,
    format: 'a6',
    certificates: [bought, certificate],
  })
  expect(pages.map((page) => [Math.round(page.width), Math.round(page.height)])).toEqual(Array(2).fill([148, 105]))
  const text = run(pages[0]!)
  for (const part of [
    '农产品收购单位（个人）',
    '我承诺销售的食用农产品：',
    '已按规定收取并保存该批次农产品承诺达标合格证或者其他质量安全合格证明；未违规使用保鲜剂、防腐剂、添加剂等。',
    `批次追溯码：${grouped}`,
    '已收取合格证：3 份，扫码可查',
    '检测报告：示例检字1号、示例检字2号',
    '第 1 页 共 2 页',
  ])
    expect(text).toContain(part)
  expect(text).not.toContain('未使用禁用农药')
  expect(run(pages[1]!)).toContain('第 2 页 共 2 页')
  expect(run(pages[1]!)).not.toContain('已收取合格证')
  expectApart(pages[0]!)
})

test('a voided certificate says so across the page, with time and reason, and its QR code still reads', async () => {
  const voided = { at: '2026-03-07T16:05:00Z', reason: '数量填写有误' }
  const certificates = [{ ...certificate, voided }]
  const [page] = await print('certificates', { language: 'zh', platformOrigin, format: 'a5', certificates })
  expect(page!.texts.find((text) => text.text === '已作废')!.size).toBeGreaterThan(100)
  expect(run(page!)).toContain('本合格证已于 2026年3月8日 00:05 作废。原因：数量填写有误')
  expect(page!.qrs[0]!.text).toContain('/s/15040882913377205518')
  const [english] = await print('certificates', { language: 'en', platformOrigin, format: 'a5', certificates })
  expect(run(english!)).toContain('VOID')
  expect(run(english!)).toContain('This certificate was voided on 2026-03-08 00:05. Reason: 数量填写有误')
})

test('the English certificate keeps the words 承诺达标合格证 and says the rest in English', async () => {
  const english: Certificate = {
    ...certificate,
    style: 2,
    product: 'Guifei mango',
    placeOfOrigin: 'Qionghai',
    issuer: { name: 'Example Fruit Ltd.' },
  }
  const [page] = await print('certificates', { language: 'en', platformOrigin, format: 'a5', certificates: [english] })
  const chinese = page!.texts.filter((text) => /\p{Script=Han}/u.test(text.text)).map((text) => text.text)
  expect(chinese).toEqual(['承诺达标合格证'])
  expect(page!.all).toContain('Commitment certificate')
  expectApart(page!)
})

test('very long names on a certificate wrap and shrink on the page, all of them', async () => {
  const name = endless.slice(0, 100)
  const long: Certificate = {
    ...certificate,
    style: 2,
    product: name,
    placeOfOrigin: name,
    issuer: { name, contact: '0898-00000012 转 8001' },
    voided: { at: '2026-03-07T16:05:00Z', reason: name },
  }
  for (const language of ['zh', 'en'] as const) {
    const [page] = await print('certificates', { language, platformOrigin, format: 'a6', certificates: [long] })
    const written = { ...page!, texts: page!.texts.filter((text) => text.size < 60) } // all but the watermark
    expectInside(written)
    expectApart(written)
    expect(page!.all).not.toContain('…')
  }
})

test('the voucher has code and QR top right, both parties, the goods and two boxes to sign', async () => {
  const [page, ...more] = await print('voucher', {
    ...voucher,
    seller: { ...voucher.seller, contact: '0898-00000012', subjectCode: '13040882913377205518' },
    vehicle: '琼C·00000',
    destination: '海口市南北水果市场',
    certificateCode: certificate.code,
  })
  expect(more).toEqual([])
  expect([page!.width, page!.height].map(Math.round)).toEqual([148, 210])
  const text = run(page!)
  for (const part of [
    '入市追溯凭证',
    '1404 0882 9133 7720 5518',
    '销售方：示例·琼海丰园芒果专业合作社主体码：1304 0882 9133 7720 5518',
    '购买方：海口南北市场37号档（由销售方填报）',
    '去向：海口市南北水果市场车牌号：琼C·00000销售时间：2026年3月6日 00:30承诺达标合格证：1504 0882 9133 7720 5518',
    `1贵妃芒果产地：琼海市${grouped}500 千克`,
    '销售方（签名或盖章）',
    '购买方或市场（查验签收）',
    '第 1 页 共 1 页',
  ])
    expect(text).toContain(part)
  expect(page!.qrs.map((qr) => qr.text)).toEqual([`${platformOrigin}/s/14040882913377205518`])
  expect(page!.qrs[0]!.x).toBeGreaterThan(100)
  expectInside(page!)
  expectApart(page!)
})

test('a voucher without vehicle, destination and contacts prints no empty lines for them', async () => {
  const [page] = await print('voucher', { ...voucher, buyer: { name: '', contact: ' ' } })
  expect(page!.all).not.toMatch(/车牌号|去向|联系方式|购买方：|主体码|undefined|null/)
})

test('a long voucher goes over pages, each with its heading, and signs beside goods', async () => {
  for (const count of [12, 13, 14, 15, 16, 17, 60]) {
    const lines = Array.from({ length: count }, (_, i) => ({
      ...voucher.lines[0]!,
      product: i % 9 === 3 ? endless : `芒果${i + 1}号`,
    }))
    const pages = await print('voucher', { ...voucher, lines })
    const text = pages.map(run).join('')
    for (const line of lines.filter((l) => l.product !== endless)) expect(text).toContain(line.product)
    pages.forEach((page, i) => {
      expectInside(page)
      expectApart(page)
      expect(run(page)).toContain('入市追溯凭证')
      expect(run(page)).toContain('500 千克')
      expect(run(page)).toContain(`第 ${i + 1} 页 共 ${pages.length} 页`)
      expect(run(page).includes('签名或盖章')).toBe(i === pages.length - 1)
    })
  }
})

test('hostile text is printed as text: no control characters, no turned direction, missing glyphs are seen', async () => {
  const [tag] = await print('thermalLabels', {
    language: 'zh',
    platformOrigin,
    format: '70x50',
    labels: [{ label: { ...label, product: hostile }, copies: 1 }],
  })
  expect(run(tag!)).toContain('〈b〉<b>&amp; 〓藏 〓 ) Tj (x) \\')
  const [page] = await print('voucher', { ...voucher, buyer: { name: hostile } })
  expect(run(page!)).toContain('〈b〉<b>&amp; 〓藏')
  expect(run(page!)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})
