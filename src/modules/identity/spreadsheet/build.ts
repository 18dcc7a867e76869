import { type Cell, cellDate, cellNumber, type Sheet, workbook } from '../../../platform/document/spreadsheet.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { type Language, say } from '../../../platform/i18n.ts'
import { identityWords } from '../words.ts'
import type { cellKinds, exportRows } from './schema.ts'

type Kind = (typeof cellKinds)[number]
type Given = string | number | null
export type Shown = Input<typeof exportRows> & { language: Language; at: string; madeBy: string }

const cell = (kind: Kind, value: Given): Cell => {
  if (value === null) return null
  if (kind === 'number') return typeof value === 'number' ? value : cellNumber(value)
  return kind === 'date' ? cellDate(String(value)) : String(value)
}

// a Chinese character is as wide as two figures
const widthOf = (text: string) => [...text].reduce((n, c) => n + (c > '\u2e80' ? 2 : 1), 0)

/** The table as it was shown, and a sheet that says what it is, when it was made and by whom. */
export function shownWorkbook({ title, columns, rows, notes = [], language, at, madeBy }: Shown): Promise<Uint8Array> {
  const word = (key: string) => say(identityWords, `spreadsheet.${key}`, language)
  const sample = rows.slice(0, 200)
  const table: Sheet = {
    name: title,
    columns: columns.map((c, i) => ({
      title: c.title,
      width: Math.min(60, Math.max(8, ...[c.title, ...sample.map((r) => String(r[i] ?? ''))].map(widthOf)) + 2),
    })),
    rows: rows.map((row) => columns.map(({ kind }, i) => cell(kind, row[i] ?? null))),
  }
  const about: Sheet = {
    // two sheets of one name would be refused when the file is opened
    name: title === word('about') ? `${word('about')} 2` : word('about'),
    columns: [
      { title: word('title'), width: 16 },
      { title, width: 80 },
    ],
    rows: [
      [word('made_at'), cellDate(at)],
      [word('made_by'), madeBy],
      [word('rows'), rows.length],
      ...notes.map((note): Cell[] => [null, note]),
    ],
  }
  return workbook([table, about])
}
