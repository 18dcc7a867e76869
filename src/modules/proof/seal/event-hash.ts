import { hash } from 'node:crypto'
import { namespacesOf } from '../../../kernel/epcis/context.ts'
import { preHash } from '../../../kernel/epcis/hash.ts'
import type { EpcisEvent } from '../../../kernel/epcis/model.ts'
import { normalForm } from '../../../kernel/epcis/normal.ts'
import { declarationText } from '../../../kernel/proof/leaf.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { unscopedEpcisEvents } from '../../trace/index.ts'

export type EventHash = { eventHash: Buffer | null; declarationHash: Buffer | null }
export type AskedHash = {
  partyId: string
  eventId: string
  regime: string
  /** As captured; null for commands of ours. */
  eventHash: Buffer | null
  /** Text of a captured event that declares an error; null where it does not. */
  declared: string | null
}

/** The CBV 2.0 hash of an event in the form in which EPCIS has it. */
export const cbvHash = (event: EpcisEvent, context: readonly unknown[]): Buffer =>
  hash('sha256', preHash(normalForm(event, namespacesOf(context))), 'buffer')

/** SHA-256 of the RFC 8785 JSON of an event's error declaration; null without one. */
export function declarationHash(event: Readonly<Record<string, unknown>> | undefined): Buffer | null {
  const declared = event?.['errorDeclaration']
  return declared === undefined || declared === null ? null : hash('sha256', declarationText(declared), 'buffer')
}

/**
 * The hashes that the leaves of events hold, by event id: of captured events the one that was worked out when they came,
 * of our own commands that of the event as EPCIS has it. One that cannot be shown as EPCIS has none: its text is
 * committed to all the same.
 */
export async function eventHashes(db: Db | Tx, events: readonly AskedHash[]): Promise<Map<string, EventHash>> {
  const found = new Map<string, EventHash>()
  for (const e of events)
    if (e.regime === 'declared')
      found.set(e.eventId, {
        eventHash: e.eventHash,
        declarationHash:
          e.declared === null
            ? null
            : declarationHash((JSON.parse(e.declared) as { event?: Record<string, unknown> }).event),
      })
  const ours = events.filter((e) => e.regime !== 'declared')
  for (const { eventId, event, context } of await unscopedEpcisEvents(db, ours, '', { whole: true }))
    found.set(eventId, { eventHash: cbvHash(event, context), declarationHash: declarationHash(event) })
  return found
}
