import type { Permission } from '../../../platform/permissions.ts'

/** Why goods are stopped. Whoever places a hold says which; modules above add theirs here. */
export const holdSources = ['stop_sale', 'failed_test', 'recall', 'expired_permit', 'overdue_duty'] as const
export type HoldSource = (typeof holdSources)[number]

/**
 * spreading: being carried on to what was made from the goods · standing: carried everywhere · lifting: marks are being
 * taken away · lifted.
 */
export const holdStates = ['spreading', 'standing', 'lifting', 'lifted'] as const
export type HoldState = (typeof holdStates)[number]

/**
 * forward: the goods and everything made from them, wherever it went. holding: only what is there now (an expired
 * permit says nothing about goods sold before). Either way the hold goes along with goods that leave later.
 */
export const holdScopes = ['forward', 'holding'] as const
export type HoldScope = (typeof holdScopes)[number]

/**
 * What of a held holding goes on and what does not (core.md §5), by kind of event.
 * stopped: refused (`batch.held`) · passes: allowed, the marks go along with the goods · decision: allowed under the
 * number of a decision · signal: declared from outside, so it has happened: accepted, marked, and signalled.
 */
export const heldRules = {
  dispatch: 'stopped',
  process: 'stopped',
  merge: 'stopped',
  split: 'stopped',
  pack: 'stopped',
  // pieces that the hold does not mean may be taken out of their pack, and open packs be emptied: `unpackPieces`
  unpack: 'stopped',
  consume: 'stopped',
  destroy: 'decision',
  receive: 'passes',
  return: 'passes',
  withdraw: 'passes',
  observe: 'passes',
  error: 'passes',
  capture: 'signal',
} as const
export type HeldRule = (typeof heldRules)[keyof typeof heldRules]

/**
 * What of a mark goes along a link. A mark on one piece of a pack goes with the whole pack (same item) or with that
 * piece; once it is on the piece's own holding it is a mark on the whole of it. `undefined`: nothing goes along.
 */
export function carriedPiece(
  pieceId: string | null,
  link: { sameItem: boolean; toItem: string },
): { pieceId: string | null } | undefined {
  if (pieceId === null || pieceId === link.toItem) return { pieceId: null }
  return link.sameItem ? { pieceId } : undefined
}

export type HoldAction = 'lift' | 'release'
/** What whoever placed a hold may still do to it: nothing once it is being lifted. */
export const holdActions = (state: HoldState, permissions: readonly Permission[]): HoldAction[] =>
  (state === 'spreading' || state === 'standing') && permissions.includes('hold:lift') ? ['lift', 'release'] : []
