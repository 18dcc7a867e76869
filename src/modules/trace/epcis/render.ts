import type { EpcisEvent } from '../../../kernel/epcis/model.ts'
import type { Db, Tx } from '../../../platform/db.ts'

export type EventKey = { partyId: string; eventId: string }

/** An event as EPCIS has it. `context`: the `@context` it was captured with; of a governed event: the standard's and ours. */
export type Rendered = EventKey & {
  event: EpcisEvent
  context: unknown[]
  recordTime: string
  /** Captured from outside (its text as it came) or worked out from a record of ours. */
  captured: boolean
}

/**
 * The events with these keys as EPCIS events, whoever asks; in the order of the keys, without those that are not there
 * (or whose body was erased). Deterministic: the same event renders the same for ever. `origin` stands before our own
 * identifiers (`/s/…`), empty for the canonical form.
 */
export async function unscopedEpcisEvents(
  _db: Db | Tx,
  _keys: readonly EventKey[],
  _origin = '',
): Promise<Rendered[]> {
  return []
}
