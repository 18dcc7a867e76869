import * as z from 'zod'
import { query } from '../../../platform/endpoint.ts'

const Id = z.uuid().toLowerCase()

export const BookLine = z
  .object({
    productName: z.string().nullable(),
    classCode: z.string().nullable(),
    unit: z.string(),
    /** What the unit has and has not sent away. */
    held: z.string(),
    /** Of it: in the hands of persons. */
    out: z.string(),
    /** What is to be in the store. */
    book: z.string(),
  })
  .meta({ id: 'BookLine' })
export type BookLine = z.infer<typeof BookLine>

export const getBook = query({
  name: 'getBook',
  path: '/api/stock-book',
  permission: 'production:read',
  summary: { zh: '受控物品账面库存', en: 'What of controlled goods is to be in the store' },
  input: z.object({ partyId: Id.optional(), profile: z.string().min(1).max(60) }),
  output: z.object({ at: z.string(), lines: z.array(BookLine) }),
})

export const StockCount = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    recordId: z.uuid(),
    profile: z.string(),
    sector: z.string(),
    store: z.string().nullable(),
    variety: z.string(),
    /** What the unit wrote as its book. */
    typed: z.string().nullable(),
    /** What the platform reckoned for that time; null where it could not tell what the variety is. */
    book: z.string().nullable(),
    counted: z.string(),
    /** Counted less book. */
    difference: z.string().nullable(),
    unit: z.string().nullable(),
    countedOn: z.string(),
    happenedAt: z.string(),
    voided: z.boolean(),
  })
  .meta({ id: 'StockCount' })
export type StockCount = z.infer<typeof StockCount>

export const listCounts = query({
  name: 'listCounts',
  path: '/api/stock-counts',
  permission: 'production:read',
  summary: { zh: '受控物品盘点记录', en: 'Counts of controlled goods' },
  input: z.object({
    partyId: Id.optional(),
    profile: z.string().min(1).max(60).optional(),
    /** Only those that differ from the book. */
    differs: z.enum(['yes']).optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(StockCount), nextCursor: z.string().nullable() }),
})

export const stockEndpoints = [getBook, listCounts] as const
