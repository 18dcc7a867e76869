import type { Language } from '../../../platform/i18n.ts'
import type { Key } from '../facts/chain.ts'
import type { PageState } from '../rules.ts'

/** What is kept of a page: everything below the verdict, in each language, and what the verdict is made from. */
export type Content = {
  state: PageState
  stateAt: string | null
  /** Every holding of the goods the code names: a hold on one of them is the page's first word. */
  holdings: Key[]
  /** What it was made from: holdings, and parties by their own id. */
  sources: { partyId: string; aboutId: string }[]
  body: Record<Language, string>
}

/** A code of ours that is stored, whatever it leads to. */
export type CodeRow = {
  code: string
  kind: string
  state: string
  homeId: string | null
  itemId: string | null
  partyId: string
  targetId: string | null
  voidedAt: string | null
}

export const sourcesOf = (holdings: readonly Key[], partyIds: Iterable<string>): Content['sources'] => [
  ...holdings.map((k) => ({ partyId: k.partyId, aboutId: k.holdingId })),
  ...[...new Set(partyIds)].map((partyId) => ({ partyId, aboutId: partyId })),
]
