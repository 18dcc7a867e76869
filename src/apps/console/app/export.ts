import i18next from 'i18next'
import { exportRows } from '../../../modules/identity/spreadsheet/schema.ts'
import type { Endpoint } from '../../../platform/endpoint.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { call } from './call.ts'

export type ExportOrder<R> = {
  title: string
  endpoint: Endpoint
  input: object
  columns: readonly Column<R>[]
  onProgress: (rows: number) => unknown
  signal: AbortSignal
}
/** What one spreadsheet holds at most. */
export const most = 20_000
const atOnce = 200

type Given = string | number | null | undefined

/**
 * Pages through the list, which the server scopes to who asks, and saves its exported columns as a spreadsheet; answers
 * whether it was saved, which it is not when it was stopped. @throws AppError of the list or of the spreadsheet.
 */
export async function exportList<R>({ title, endpoint, input, columns, onProgress, signal }: ExportOrder<R>) {
  const rows: R[] = []
  let cursor: string | undefined
  do {
    const asked = { ...input, ...('limit' in endpoint.input.shape ? { limit: atOnce } : {}), ...(cursor && { cursor }) }
    const page = (await call(endpoint, asked as never)) as { items: R[]; nextCursor?: string | null }
    if (signal.aborted) return false
    rows.push(...page.items)
    onProgress(rows.length)
    cursor = page.nextCursor ?? undefined
  } while (cursor && rows.length < most)
  return exportSome({ title, columns, rows: rows.slice(0, most), cut: cursor !== undefined, signal })
}

export type Some<R> = {
  title: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  /** There was more than one spreadsheet holds: it says so. */
  cut?: boolean
  signal?: AbortSignal
}

/** Saves these rows' exported columns as a spreadsheet, such as those selected; answers whether it was saved. */
export async function exportSome<R>({ title, columns, rows, cut = false, signal }: Some<R>): Promise<boolean> {
  const exported = columns.flatMap((c) => (c.text ? [{ title: c.title, numeric: c.numeric, text: c.text }] : []))
  const cells: Given[][] = rows.map((row) => exported.map((c) => c.text(row)))
  const table = {
    title,
    columns: exported.map((c, i) => ({
      title: c.title,
      kind: kindOf(
        c.numeric === true,
        cells.map((r) => r[i]),
      ),
    })),
    rows: cells.map((r) => r.map((value) => value ?? null)),
    // the address holds the filters: who gets the file sees from where it was taken
    notes: [location.href, ...(cut ? [i18next.t('list.export_cut', { count: most })] : [])],
  }
  const made = await call(exportRows, table)
  if (signal?.aborted) return false
  save(new Blob([made as BlobPart]), `${title} ${new Date().toISOString().slice(0, 10)}.xlsx`)
  return true
}

const moment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d.*(?:Z|[+-]\d\d:\d\d))?$/
/** A column whose every value is a day or an instant is one of dates. */
function kindOf(numeric: boolean, values: readonly Given[]): 'text' | 'number' | 'date' {
  if (numeric) return 'number'
  const there = values.filter((v) => v !== null && v !== undefined && v !== '')
  return there.length > 0 && there.every((v) => typeof v === 'string' && moment.test(v)) ? 'date' : 'text'
}

/** Hands a file to the browser's downloads. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
