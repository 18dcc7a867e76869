import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'
import { spreadsheetBounds } from '../rules.ts'

export const cellKinds = ['text', 'number', 'date'] as const

export const exportRows = raw({
  name: 'exportRows',
  method: 'POST',
  path: '/api/spreadsheet',
  permission: 'signed-in',
  /** Nothing is read here: a screen sends what its lists, which know who asks, have shown. */
  input: z.object({
    title: z.string().trim().min(1).max(100),
    columns: z
      .array(z.object({ title: z.string().max(100), kind: z.enum(cellKinds).default('text') }))
      .min(1)
      .max(spreadsheetBounds.columns),
    /** Numbers may come as decimal strings, dates as civil dates or instants; null is an empty cell. */
    rows: z
      .array(z.array(z.union([z.string().max(4000), z.number(), z.null()])).max(spreadsheetBounds.columns))
      .max(spreadsheetBounds.rows),
    /** Lines for the sheet that says what this is: the filters, for instance. */
    notes: z.array(z.string().max(1000)).max(40).optional(),
  }),
  output: z.unknown(),
  summary: { zh: '把显示的内容存为电子表格', en: 'What is shown, as a spreadsheet' },
  answers: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
})
