import { listDesk, settleFinding } from './desk/schema.ts'
import { listJournal } from './journal/schema.ts'

/** Every operation of this module. */
export const oversightEndpoints = [listDesk, settleFinding, listJournal]
