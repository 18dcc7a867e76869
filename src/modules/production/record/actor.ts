import type { Actor } from '../../../platform/actor.ts'
import { AppError } from '../../../platform/errors.ts'

/** Production is recorded by the operator it is about, or by an entry helper in its name. */
export function requireOperator(actor: Actor): void {
  if (actor.kind !== 'operator') throw new AppError('forbidden', 'production.operator_only')
}
