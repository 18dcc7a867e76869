import { piecesLike } from '../../kernel/piece-code.ts'
import type { Db } from '../../platform/db.ts'
import { standingOf, unscopedCodes } from './code/lookup.ts'

/**
 * The code of ours whose public page a scanned code of another coding leads to: that of the batch it is counted in, else of
 * the one it was coded for. Undefined: it is not on record here, and says nothing about the goods.
 */
export async function publicBatchOf(db: Db, text: string): Promise<string | undefined> {
  for (const piece of piecesLike(text)) {
    const [row] = await unscopedCodes(db, [text], [piece.scheme])
    if (!row) continue
    const [code] = await standingOf(db, [row])
    const lot = code!.at.how === 'lot' ? code!.at : { homeId: row.batchHome, itemId: row.batchId }
    if (!lot.homeId || !lot.itemId) return undefined
    const item = await db
      .selectFrom('trace.item')
      .select('code')
      .where('homeId', '=', lot.homeId)
      .where('itemId', '=', lot.itemId)
      .executeTakeFirst()
    return item?.code ?? undefined
  }
  return undefined
}
