import { expect, test } from 'vitest'
import { labelTemplates, layoutLabel } from '../src/apps/console/label/labelLayout.ts'
import { groupCode } from '../src/kernel/code.ts'
import { renderLabelSheets, renderThermalLabels } from '../src/modules/label/print/label-sheet.ts'
import { readPdf } from './pdf.ts'

const code = '11244959126777422039'
const label = {
  code,
  product: '示例芒果',
  producer: { name: '示例合作社', contact: '13800000012' },
  batchDate: '2026-06-01',
  certified: true,
}
const rows = ['生产者：示例合作社', '联系方式：13800000012', '批次日期：2026年6月1日']
/** Em widths of Noto Sans SC, near enough: Chinese is as wide as high, figures are 0.555. */
const measure = (text: string) => [...text].reduce((sum, c) => sum + (c > '\u2e80' ? 1 : c === ' ' ? 0.224 : 0.58), 0)

test.each(labelTemplates)(
  'the preview of a %s label puts text and code where the printed one has them',
  async (template) => {
    const printed = { language: 'zh' as const, platformOrigin: 'https://sy.example', labels: [{ label, copies: 1 }] }
    const file =
      template === '3x8' || template === '2x5'
        ? await renderLabelSheets({ ...printed, format: template })
        : await renderThermalLabels({ ...printed, format: template })
    const [page] = await readPdf(file)
    // sheets begin at their margin
    const [left, top] = { '3x8': [0, 0.5], '2x5': [0, 6], '60x40': [0, 0], '70x50': [0, 0] }[template]
    const said = { product: label.product, rows, code: groupCode(code), band: '承诺达标合格证' }
    const { lines, qr } = layoutLabel(template, said, measure)
    expect(lines.map((l) => l.text)).toEqual(['承诺达标合格证', '示例芒果', ...rows, groupCode(code)])
    for (const line of lines) {
      const there = page!.texts.find((t) => t.text.replace(/\s/g, '') === line.text.replace(/\s/g, ''))
      expect(there, line.text).toBeDefined()
      expect(Math.abs((there!.size * 25.4) / 72 - line.size), line.text).toBeLessThan(0.1)
      if (!line.centred) expect(Math.abs(there!.x - left! - line.x), `${line.text} x`).toBeLessThan(0.3)
      expect(Math.abs(there!.y - top! - line.y), `${line.text} y`).toBeLessThan(0.4)
    }
    const [mark] = page!.qrs
    // the quiet zone of four modules is not among the filled shapes
    expect(mark!.x - left! - qr.x).toBeGreaterThan(0)
    expect(mark!.x - left! + mark!.width).toBeLessThan(qr.x + qr.side)
    expect(Math.abs(mark!.y - top! + mark!.height / 2 - (qr.y + qr.side / 2))).toBeLessThan(0.3)
  },
)
