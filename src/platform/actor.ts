import type { Language } from './i18n.ts'
import type { Permission } from './permissions.ts'

/**
 * Who asks, worked out once per request. An operator's reads are scoped to its party; an agency's to the parties in
 * its `divisions` (subtree roots) crossed with its `sectors`. Empty lists see nothing.
 */
export type Actor = {
  accountId: string
  partyId: string
  kind: 'platform' | 'agency' | 'operator' | 'anonymous'
  roles: readonly string[]
  permissions: readonly Permission[]
  divisions: readonly string[]
  sectors: readonly string[]
  language: Language
  /** Set when the account enters for another party (entry helper 代录员): journal and events show it. */
  onBehalfOf?: string
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** A visitor without an account. */
export const anonymous = (language: Language): Actor => ({
  accountId: nobody,
  partyId: nobody,
  kind: 'anonymous',
  roles: [],
  permissions: [],
  divisions: [],
  sectors: [],
  language,
})

/** The platform itself, acting within one party's journal (subscribers, resumable jobs). */
export const systemActor = (partyId: string): Actor => ({
  accountId: '00000000-0000-0000-0000-000000000001',
  partyId,
  kind: 'platform',
  roles: ['system'],
  permissions: [],
  divisions: [],
  sectors: [],
  language: 'zh',
})
