import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'

export const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export type Cell = string | number | Date | null
export type Column = { title: string; width: number }
export type Sheet = { name: string; columns: readonly Column[]; rows: Iterable<readonly Cell[]> }

/**
 * A cell's text: what a spreadsheet program would take for a formula is shown as text (a product named `=1+1` must not
 * calculate on an inspector's desk), and long digit codes stay text, or their last digits would be lost.
 */
export function cellText(value: string): string {
  // no XML can hold these two, and the program would call the file broken
  const text = value.replace(/[\ufffe\uffff]/g, '')
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

/** A decimal string as a number where a spreadsheet holds it exactly, else as text. */
export function cellNumber(value: string | undefined): number | string | null {
  if (value === undefined) return null
  if (!/^-?\d+(?:\.\d+)?$/.test(value)) return value
  return value.replace(/[-.]/g, '').length <= 15 ? Number(value) : value
}

/**
 * A civil date, or an instant as the clock in China showed it (a spreadsheet knows no time zones); what is neither stays
 * text.
 */
export function cellDate(value: string): Date | string {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.test(value)) return value
  const time = Date.parse(value)
  if (Number.isNaN(time) || value < '1900-03-01') return value
  return new Date(value.length === 10 ? time : time + 8 * 3_600_000)
}

/** What a sheet may be called: 31 characters, none of those that stand in references between sheets. */
export const sheetName = (name: string): string =>
  [...name.replace(/[[\]:*?/\\']/g, ' ').trim()].slice(0, 31).join('') || '1'

const midnight = (date: Date) => date.getTime() % 86_400_000 === 0

/** An .xlsx of these sheets, each with its header row in view. Rows are written as they come. */
export async function workbook(sheets: Iterable<Sheet>): Promise<Uint8Array> {
  // a large library, which a server that makes no spreadsheet does not wait for when it starts
  const { default: exceljs } = await import('@protobi/exceljs')
  const stream = new PassThrough()
  const done = buffer(stream)
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  for (const { name, columns, rows } of sheets) {
    const sheet = book.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = columns.map((c) => ({ header: cellText(c.title), width: c.width, style: { numFmt: '@' } }))
    sheet.getRow(1).font = { bold: true }
    for (const row of rows) {
      const added = sheet.addRow(row.map((c) => (typeof c === 'string' ? cellText(c) : c)))
      added.eachCell((cell) => {
        if (typeof cell.value === 'number') cell.numFmt = 'General'
        else if (cell.value instanceof Date) cell.numFmt = midnight(cell.value) ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm'
      })
      added.commit()
    }
    sheet.commit()
  }
  await book.commit()
  return new Uint8Array(await done)
}
