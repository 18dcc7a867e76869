import type { Person } from './session.ts'
import type { Asker, World } from './world.ts'

const idOf = (who: Person) => who.session.account!.accountId
const unique = () => `u${crypto.randomUUID().slice(0, 12)}`

/** Short names of the roles, so that a row fits on a line. */
export const short = {
  PA: 'platform_administrator',
  AA: 'agency_administrator',
  BM: 'business_manager',
  DE: 'data_entry',
  IO: 'information_officer',
  EH: 'entry_helper',
  LS: 'laboratory_staff',
  EO: 'enforcement_officer',
  AU: 'auditor',
  OO: 'operator_owner',
  OM: 'operator_member',
  AP: 'applicant',
} as const
export type Short = keyof typeof short

export type Row = {
  /** Who may: short names of roles; `signed-in`: all of them; `all`: visitors too. Everybody else: 403, a visitor 401. */
  may: 'all' | 'signed-in' | string
  /**
   * An input about something of `world.operator` or of its county (made with the world's people when it must be made),
   * and who of the askers of world.ts reaches it. `refused`: they see it and may not (403). Every other asker whose
   * role may call gets 404, as if it were not there.
   */
  about?: {
    subject: (world: World) => Record<string, unknown> | Promise<Record<string, unknown>>
    seenBy: readonly Asker[]
    refused?: readonly Asker[]
  }
}

/** What happens in an operator: itself and the agencies above it, by place and sector. */
export const operatorAndAbove: readonly Asker[] = ['own', 'upper', 'top', 'lower', 'ownOperator']
/** What belongs to one party alone. */
export const ownOperatorOnly: readonly Asker[] = ['ownOperator']

/**
 * Every endpoint: who may call it, and whose things it then reaches. The test walks src/endpoints.ts; an endpoint
 * without a row fails it and says which row to add.
 */
export const matrix: Record<string, Row> = {
  // identity: divisions
  findDivisions: { may: 'all' },
  showDivision: { may: 'all' },
  // identity: agencies
  createAgency: { may: 'PA AA' },
  changeAgency: {
    may: 'PA AA',
    about: {
      subject: (w) => ({ partyId: w.township.partyId, name: '示例镇' }),
      seenBy: ['own'],
      refused: ['upper', 'top', 'lower'],
    },
  },
  listAgencies: { may: 'PA AA BM DE IO LS EO AU' },
  showAgency: {
    may: 'PA AA BM DE IO LS EO AU',
    about: {
      subject: (w) => ({ partyId: w.township.partyId }),
      seenBy: ['own', 'upper', 'top', 'lower', 'otherSector'],
    },
  },
  // identity: accounts
  createAccount: {
    may: 'PA AA OO',
    about: {
      subject: (w) => ({
        partyId: w.laboratory.partyId,
        login: unique(),
        name: '示例',
        roles: ['agency_administrator'],
      }),
      seenBy: ['own'],
    },
  },
  listAccounts: {
    may: 'PA AA BM IO AU OO',
    about: { subject: (w) => ({ partyId: w.operator.partyId }), seenBy: operatorAndAbove },
  },
  changeAccountRoles: {
    may: 'PA AA OO',
    about: {
      subject: (w) => ({ accountId: idOf(w.spare), roles: ['operator_member'] }),
      seenBy: ownOperatorOnly,
      refused: ['own', 'upper', 'top', 'lower'],
    },
  },
  disableAccount: {
    may: 'PA AA OO',
    about: { subject: (w) => ({ accountId: idOf(w.spare) }), seenBy: operatorAndAbove },
  },
  enableAccount: {
    may: 'PA AA OO',
    about: { subject: (w) => ({ accountId: idOf(w.spare) }), seenBy: operatorAndAbove },
  },
  resetPassword: {
    may: 'PA AA OO',
    about: { subject: (w) => ({ accountId: idOf(w.spare) }), seenBy: operatorAndAbove },
  },
  unmaskAccountPhone: {
    may: 'AA BM EO',
    about: { subject: (w) => ({ accountId: idOf(w.operator.owner), reason: '核实' }), seenBy: operatorAndAbove },
  },
  // identity: machine clients
  createClient: { may: 'PA AA OO' },
  listClients: { may: 'PA AA OO' },
  disableClient: { may: 'PA AA OO' },
  // identity: sessions
  signIn: { may: 'all' },
  showSession: { may: 'all' },
  signOut: { may: 'all' },
  changePassword: { may: 'signed-in' },
  setUp: { may: 'all' },
  setUpPage: { may: 'all' },
  setUpForm: { may: 'all' },
}
