import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { requireOperatorInForce } from '../../registry/index.ts'

/**
 * Production is recorded, and declared an error, by the operator it is about or by an entry helper in its name, while
 * the operator is in force. @throws forbidden `production.operator_only`, conflict `operator.not_in_force`
 */
export async function requireOperator({ actor, db }: CommandCtx): Promise<void> {
  if (actor.kind !== 'operator') throw new AppError('forbidden', 'production.operator_only')
  await requireOperatorInForce(db, actor.partyId)
}
