import type { Db } from '../../platform/db.ts'
import type { SubjectSource } from '../trace/index.ts'
import { standingOf, unscopedCodes } from './code/lookup.ts'
import { allSchemes, readingsOf } from './code/queries.ts'

/**
 * Where a trace of a code begins: at the thing itself, at the packs around it (of a piece in a box in a case only the case
 * has a holding), else at the batch it is counted in.
 */
export const serialSubjectSource: SubjectSource = { name: 'serial', items }

async function items(db: Db, text: string) {
  for (const schemes of readingsOf(allSchemes)) {
    const [row] = await unscopedCodes(db, [text], schemes)
    if (!row) continue
    const [code] = await standingOf(db, [row])
    const lot = code!.lotHome && code!.lotId ? [{ homeId: code!.lotHome, itemId: code!.lotId }] : []
    return [{ homeId: row.homeId, itemId: row.itemId }, ...code!.parents, ...lot]
  }
  return []
}
