import { piecesLike } from '../../kernel/piece-code.ts'
import type { Db } from '../../platform/db.ts'
import { standingOf, unscopedCodes } from './code/lookup.ts'

export type PublicBatch = { code: string; profile: string | null; classCode: string | null }

/**
 * The code of ours whose public page a scanned code of another coding leads to: that of the batch it is counted in, else of
 * the one it was coded for; with what it was made under, because nothing of some chains is public. Undefined: it is not on record here, and says nothing about the goods.
 */
export async function publicBatchOf(db: Db, text: string): Promise<PublicBatch | undefined> {
  for (const piece of piecesLike(text)) {
    const [row] = await unscopedCodes(db, [text], [piece.scheme])
    if (!row) continue
    const [code] = await standingOf(db, [row])
    const lot = code!.at.how === 'lot' ? code!.at : { homeId: row.batchHome, itemId: row.batchId }
    if (!lot.homeId || !lot.itemId) return undefined
    const item = await db
      .selectFrom('trace.item')
      .select(['code', 'profile', 'classCode'])
      .where('homeId', '=', lot.homeId)
      .where('itemId', '=', lot.itemId)
      .executeTakeFirst()
    return item && item.code !== null ? { ...item, code: item.code } : undefined
  }
  return undefined
}
