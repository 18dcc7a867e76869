import { isUnit, type Unit } from '../../kernel/unit.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { AppError } from '../../platform/errors.ts'
import { getHolding, openMarks } from '../trace/index.ts'
import type { Holding } from '../trace/schema.ts'

export type PrintableBatch = Omit<Holding, 'code' | 'unit'> & { code: string; unit: Unit }

/**
 * An own batch that a document may be made for: it is there, has a valid code of ours and goods left. Not on hold: the
 * label and the certificate make goods ready for sale, which is what a hold stops (core.md §5).
 * @throws not_found `holding.not_found` · conflict `label.no_code`, `label.code_voided`, `batch.empty`, `batch.held`
 */
export async function requirePrintable(ctx: { db: Db | Tx; actor: Actor }, holdingId: string): Promise<PrintableBatch> {
  const { partyId } = ctx.actor
  const { codeState, holdings } = await getHolding(ctx.db, ctx.actor, partyId, holdingId)
  const batch = holdings[0]!
  const { code, unit } = batch
  if (code === null || !isUnit(unit)) throw new AppError('conflict', 'label.no_code')
  if (codeState !== 'issued') throw new AppError('conflict', 'label.code_voided', { code })
  if (batch.held) {
    const marks = await openMarks(ctx.db, [{ partyId, holdingId }])
    throw new AppError('conflict', 'batch.held', { code, holds: marks.map((m) => m.holdId) })
  }
  if (Number(batch.quantity) <= 0) throw new AppError('conflict', 'batch.empty', { code })
  return { ...batch, code, unit }
}
