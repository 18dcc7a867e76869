import * as z from 'zod'

/** 产业: what a jurisdiction is crossed with; a profile names its own. */
export const Sector = z.enum(['crop', 'livestock', 'fishery']).meta({ id: 'Sector' })
export type Sector = z.infer<typeof Sector>
/** One or more sectors, each once. */
export const Sectors = z
  .array(Sector)
  .min(1)
  .refine((s) => new Set(s).size === s.length)

/** What a paged list takes. */
export const Page = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
/** Name of an organisation or of a thing of it. */
export const Name = z.string().trim().min(1).max(100)
