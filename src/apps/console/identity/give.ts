import {
  type AgencyKind,
  type AgencyLevel,
  type Allocation,
  type Role,
  refuseRoles,
  roleNames,
} from '../../../modules/identity/rules.ts'
import type { Permission } from '../../../platform/permissions.ts'

/** Where accounts are opened, as the rules ask for it. */
export type Where = { of: AgencyKind | 'operator'; level?: AgencyLevel; allocation: Allocation }

/**
 * The roles that this person may give there: by the rule the server checks, one at a time. An applicant is nobody's to
 * give: it comes with a registration.
 */
export const givableRoles = (where: Where, permissions: readonly string[]): Role[] =>
  roleNames.filter(
    (role) => role !== 'applicant' && refuseRoles([role], where, permissions as readonly Permission[]) === undefined,
  )
