import { parseCreditCode } from '../../../kernel/credit-code.ts'
import type { Permission } from '../../../platform/permissions.ts'
import type { DocumentKind } from '../document/rules.ts'
import type { ShownFacts } from '../facts/schema.ts'

export const filingStates = ['draft', 'submitted', 'returned', 'rejected', 'approved', 'withdrawn'] as const
export type FilingState = (typeof filingStates)[number]
export const filingKinds = ['registration', 'change', 'cancellation'] as const
export type FilingKind = (typeof filingKinds)[number]
export type FilingAction = 'save' | 'submit' | 'withdraw' | 'approve' | 'return' | 'reject'

/**
 * Which action leads from where to where, by whom (agriculture.md §1.2). Returned: correct it, its numbers stay claimed.
 * Rejected: its numbers are let go; it may still be corrected and handed in again.
 */
export const transitions = {
  save: { from: ['draft', 'returned', 'rejected'], to: 'same', by: 'operator', needs: 'own:manage' },
  submit: { from: ['draft', 'returned', 'rejected'], to: 'submitted', by: 'operator', needs: 'own:manage' },
  withdraw: {
    from: ['draft', 'submitted', 'returned', 'rejected'],
    to: 'withdrawn',
    by: 'operator',
    needs: 'own:manage',
  },
  approve: { from: ['submitted'], to: 'approved', by: 'reviewer', needs: 'operator:review' },
  return: { from: ['submitted'], to: 'returned', by: 'reviewer', needs: 'operator:review' },
  reject: { from: ['submitted'], to: 'rejected', by: 'reviewer', needs: 'operator:review' },
} as const satisfies Record<
  FilingAction,
  {
    from: readonly FilingState[]
    to: FilingState | 'same'
    by: 'operator' | 'reviewer'
    needs: Permission
  }
>

/** The state an action leads to, or undefined when it is not possible from here. */
export function nextFilingState(state: FilingState, action: FilingAction): FilingState | undefined {
  const { from, to } = transitions[action]
  if (!(from as readonly FilingState[]).includes(state)) return undefined
  return to === 'same' ? state : to
}

/** What this person may do with the filing now: the same for the server's refusals and the screen's buttons. */
export function filingActions(
  filing: { state: FilingState; kind: FilingKind; partyId: string; reviewerId: string | null },
  actor: { partyId: string; permissions: readonly Permission[] },
): FilingAction[] {
  return (Object.keys(transitions) as FilingAction[]).filter((action) => {
    const { by, needs } = transitions[action]
    if (!actor.permissions.includes(needs) || !nextFilingState(filing.state, action)) return false
    // a cancellation has no facts to edit: withdraw it and ask again
    if (action === 'save' && filing.kind === 'cancellation') return false
    return actor.partyId === (by === 'operator' ? filing.partyId : filing.reviewerId)
  })
}

/** Reasons an officer picks; one more in own words may be added. */
export const decisionReasons = [
  'incomplete',
  'licence_unclear',
  'credit_code_differs',
  'identity_differs',
  'name_differs',
  'wrong_division',
  'wrong_form',
  'duplicate',
  'not_in_scope',
  'untrue',
] as const
export type DecisionReason = (typeof decisionReasons)[number]

export type CheckName =
  | 'credit_code'
  | 'credit_code_division'
  | 'identity_number'
  | 'licence_term'
  | 'division'
  | 'same_name'
  | 'earlier_operator'
  | 'documents'
export type FilingCheck = {
  check: CheckName
  result: 'passed' | 'flagged'
  reason?: string
  details?: Record<string, unknown>
}

/** What the checks need to know besides the facts. */
export type CheckContext = {
  kind: FilingKind
  /** Kinds of the documents that came with it. */
  documents: readonly DocumentKind[]
  /** Civil date in Asia/Shanghai. */
  today: string
  /** The county's official code: the division of the path at county level, or the city without counties. */
  countyId: string
  divisionLevel: string
  /** Other operators of the county with the same name. */
  sameName: readonly { partyId: string; name: string }[]
  /** Operators that had the same numbers and were revoked or cancelled. */
  earlier: readonly { partyId: string; name: string; state: string; reason: string | null }[]
}

/** What the platform has checked already, ticked or flagged, for the reviewer; none of it decides. */
export function filingChecks(facts: ShownFacts, c: CheckContext): FilingCheck[] {
  const check = (name: CheckName, flag: string | false, details?: Record<string, unknown>): FilingCheck => ({
    check: name,
    result: flag ? 'flagged' : 'passed',
    ...(flag ? { reason: flag } : {}),
    ...(flag && details ? { details } : {}),
  })
  const parsed = facts.creditCode ? parseCreditCode(facts.creditCode) : undefined
  const codeFlag = parsed && (parsed.ok ? parsed.warnings[0] : parsed.reason)
  const registeredIn = facts.creditCode?.slice(2, 8)
  const until = facts.licenceUntil
  return [
    ...(facts.creditCode
      ? [
          check('credit_code', codeFlag ?? false),
          // GB 32100: characters 3 to 8 are the division of the registering authority; many register with the city or province
          check('credit_code_division', registeredIn !== c.countyId && 'check.registered_elsewhere', {
            registeredIn,
            countyId: c.countyId,
          }),
        ]
      : []),
    // only numbers whose check character fits are taken, so one that is there has passed
    ...(facts.identityMasked ? [check('identity_number', false)] : []),
    check('licence_term', until !== undefined && until < c.today && 'check.licence_expired', { until }),
    check('division', !['township', 'village'].includes(c.divisionLevel) && 'check.division_wide'),
    check('same_name', c.sameName.length > 0 && 'check.same_name_found', { operators: c.sameName }),
    check('earlier_operator', c.earlier.length > 0 && 'check.earlier_operator_found', { operators: c.earlier }),
    // a licence image belongs to a registration by credit code (agriculture.md §1.2)
    ...(c.kind === 'registration' && facts.creditCode
      ? [check('documents', !c.documents.includes('business_licence') && 'check.no_licence_image')]
      : []),
  ]
}

/** How often one address may register and may have numbers checked: guessing identity numbers must not pay. */
export const visitorLimits = {
  register: { attempts: 100, seconds: 3600 },
  check: { attempts: 60, seconds: 600 },
} as const
