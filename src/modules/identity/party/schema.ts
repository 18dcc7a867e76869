import * as z from 'zod'
import { sectors } from '../../../industries/sectors.ts'
import { isCivilDate, isDateTime } from '../../../kernel/civil-date.ts'

/** 产业: what a jurisdiction is crossed with; a profile names its own. */
export const Sector = z.enum(sectors).meta({ id: 'Sector' })
export type Sector = z.infer<typeof Sector>
/** One or more sectors, each once. */
export const Sectors = z
  .array(Sector)
  .min(1)
  .refine((s) => new Set(s).size === s.length)

/** A civil date in the calendar: what the shape alone lets through (`0000-01-01`) the database would refuse. */
export const CivilDate = z.iso.date().refine(isCivilDate)
/** An instant with `Z` or an offset that there is, at most to the microsecond. */
export const Instant = z.iso.datetime({ offset: true }).refine(isDateTime)

/** What a paged list takes. */
export const Page = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
/** Name of an organisation or of a thing of it. */
export const Name = z.string().trim().min(1).max(100)
