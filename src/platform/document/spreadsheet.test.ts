import exceljs from '@protobi/exceljs'
import { expect, test } from 'vitest'
import { cellDate, cellNumber, cellText, sheetName, workbook } from './spreadsheet.ts'

test.each([
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['芒果', '芒果'],
  ['1100 = 1', '1100 = 1'],
])('a cell with %s cannot calculate', (text, cell) => {
  expect(cellText(text)).toBe(cell)
})

test('a number that a spreadsheet would round stays text', () => {
  expect(cellNumber('12.5')).toBe(12.5)
  expect(cellNumber('123456789012345.125')).toBe('123456789012345.125')
  expect(cellNumber('046010612345678901')).toBe('046010612345678901')
  expect(cellNumber('=1+1')).toBe('=1+1')
  expect(cellNumber('1e3')).toBe('1e3')
  expect(cellNumber(undefined)).toBeNull()
})

test('a time is the one that the clock in China showed, a date is its own, anything else is text', () => {
  expect(cellDate('2026-06-01T16:30:00.000Z')).toEqual(new Date('2026-06-02T00:30:00Z'))
  expect(cellDate('2026-06-01T08:30:00+08:00')).toEqual(new Date('2026-06-01T08:30:00Z'))
  expect(cellDate('2026-06-01')).toEqual(new Date('2026-06-01T00:00:00Z'))
  for (const text of ['2026-13-01', '1 June', '0001-01-01', '', '=NOW()']) expect(cellDate(text)).toBe(text)
})

test('a sheet may be called what a reference can name', () => {
  expect(sheetName('批次: 2026/06 [在库]')).toBe('批次  2026 06  在库')
  expect(sheetName('长'.repeat(40))).toBe('长'.repeat(31))
  expect(sheetName("''")).toBe('1')
})

test('a workbook opens again with every cell as it was meant', async () => {
  const made = await workbook([
    {
      name: '示例',
      columns: ['=HYPERLINK("x")', '数量', '时间'].map((title) => ({ title, width: 10 })),
      rows: [
        ['=1+1', 12.5, cellDate('2026-06-01T16:30:00Z')],
        ['046010612345678901', null, cellDate('2026-06-01')],
        ['坏\u0001\uffff<字>&', 0, '未知'],
      ],
    },
  ])
  const book = new exceljs.Workbook()
  await book.xlsx.load(made as never)
  const sheet = book.getWorksheet('示例')!
  expect(sheet.getSheetValues().slice(1)).toEqual([
    [undefined, '\'=HYPERLINK("x")', '数量', '时间'],
    [undefined, "'=1+1", 12.5, new Date('2026-06-02T00:30:00Z')],
    [undefined, '046010612345678901', undefined, new Date('2026-06-01T00:00:00Z')],
    [undefined, '坏<字>&', 0, '未知'],
  ])
  expect(sheet.getCell('C2').numFmt).toBe('yyyy-mm-dd hh:mm')
  expect(sheet.getCell('C3').numFmt).toBe('yyyy-mm-dd')
})
