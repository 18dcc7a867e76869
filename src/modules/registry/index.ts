import type { Db, Tx } from '../../platform/db.ts'
import { AppError } from '../../platform/errors.ts'
import { type OperatorRecord, unscopedOperator } from './operator/queries.ts'
import { inForce } from './operator/rules.ts'

export type { Obligation } from './filing/decide.ts'
export { countFilingsToDecide, listFilingsOf } from './filing/queries.ts'
export {
  confirmedPrefixes,
  countIdentifiersToDecide,
  identifiersToDecide,
  partiesByIdentifier,
} from './identifier/queries.ts'
export {
  countLicencesToDecide,
  licencesToDecide,
  unscopedLicencesEnding,
  unscopedRoles,
  unscopedRuleParties,
} from './licence/queries.ts'
export { licenceKinds } from './licence/rules.ts'
export { refreshOperatorAreas } from './operator/areas.ts'
export { partyOfSubjectCode, unscopedBuyers } from './operator/list.ts'
export { divisionNames, unscopedOperator, unscopedOperators } from './operator/queries.ts'
export { registryRoutes } from './routes.ts'
export { plotFacts } from './site/queries.ts'

/**
 * The operator, if it may record, sell and receive now. @throws conflict `operator.not_in_force` with its state (null: it
 * was never approved).
 */
export async function requireOperatorInForce(db: Db | Tx, partyId: string) {
  return mustBeInForce(await unscopedOperator(db, partyId))
}

/** The same of an operator that was read already. */
export function mustBeInForce<O extends Pick<OperatorRecord, 'state'>>(operator: O | undefined): O {
  if (!operator || !inForce(operator.state))
    throw new AppError('conflict', 'operator.not_in_force', { state: operator?.state ?? null })
  return operator
}
