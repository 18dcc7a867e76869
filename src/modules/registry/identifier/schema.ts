import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { identifierKinds, identifierStates } from './rules.ts'

const Kind = z.enum(identifierKinds).meta({ id: 'IdentifierKind' })
const State = z.enum(identifierStates).meta({ id: 'IdentifierState' })
const ClaimId = z.object({ claimId: z.uuid() })
const Claim = ClaimId.extend({ partyId: z.uuid() })

export const PartyIdentifier = Claim.extend({
  kind: Kind,
  /** The digits of a company prefix or location number, or the URI. */
  value: z.string(),
  state: State,
  reviewerId: z.uuid(),
  reviewerName: z.string().nullable(),
  /** Of a refusal. */
  reason: z.string().nullable(),
  declaredAt: z.string(),
  decidedAt: z.string().nullable(),
  /** What the reader may do with it. */
  actions: z.array(z.enum(['withdraw', 'confirm', 'refuse'])),
}).meta({ id: 'PartyIdentifier' })
export type PartyIdentifier = z.infer<typeof PartyIdentifier>

export const listPartyIdentifiers = query({
  name: 'listPartyIdentifiers',
  path: '/api/party-identifiers',
  // whoever sees an operator's places sees how others name it
  permission: 'site:read',
  summary: { zh: '主体的 GS1 标识', en: 'GS1 identifiers of an operator' },
  input: z.object({
    /** Whose; one's own when absent. */
    partyId: z.uuid().optional(),
    state: State.optional(),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(PartyIdentifier), nextCursor: z.string().nullable() }),
})

export const declareIdentifier = command({
  name: 'declareIdentifier',
  path: '/api/party-identifiers',
  permission: 'own:manage',
  summary: { zh: '申报本单位的 GS1 标识', en: 'Declare an identifier of one’s own' },
  input: z.object({
    kind: Kind,
    /** A company prefix in digits; a GLN in digits, as EPC URN or Digital Link; or a URI. */
    value: z.string().trim().min(1).max(500),
  }),
  output: PartyIdentifier,
})

export const withdrawIdentifier = command({
  name: 'withdrawIdentifier',
  path: '/api/party-identifiers/:claimId/withdraw',
  permission: 'own:manage',
  summary: { zh: '撤回 GS1 标识', en: 'Withdraw an identifier of one’s own' },
  input: ClaimId,
  output: PartyIdentifier,
})

export const confirmIdentifier = command({
  name: 'confirmIdentifier',
  path: '/api/operators/:partyId/identifiers/:claimId/confirm',
  permission: 'operator:review',
  summary: { zh: '确认主体的 GS1 标识', en: 'Confirm that an identifier is this operator’s' },
  input: Claim,
  output: PartyIdentifier,
})

export const refuseIdentifier = command({
  name: 'refuseIdentifier',
  path: '/api/operators/:partyId/identifiers/:claimId/refuse',
  permission: 'operator:review',
  summary: { zh: '不予确认主体的 GS1 标识', en: 'Refuse an identifier, with the reason' },
  input: Claim.extend({ reason: z.string().trim().min(2).max(500) }),
  output: PartyIdentifier,
})

export const identifierEndpoints = [
  listPartyIdentifiers,
  declareIdentifier,
  withdrawIdentifier,
  confirmIdentifier,
  refuseIdentifier,
]
