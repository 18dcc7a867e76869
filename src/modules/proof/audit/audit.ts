import type { Db } from '../../../platform/db.ts'
import { openHalt } from '../log/checkpoint.ts'
import type { Published } from '../seal/published.ts'
import { auditDecisions, auditErasures } from './decisions.ts'
import { readErasures } from './erasures.ts'
import { auditEvents } from './events.ts'
import type { Report } from './finding.ts'
import { atOnce } from './snapshot.ts'
import { auditTree } from './tree.ts'
import { auditWhole } from './whole.ts'

export type { Finding } from './finding.ts'
export type Audited = {
  leaves: number
  checkpoints: number
  /** Events and decisions whose text was erased by decision: told, and no fault. */
  erased: number
  /** Why no checkpoint is signed now. */
  halted: string | null
}

/**
 * Recomputes the log from its first leaf and holds the database against it: leaves, subtrees, checkpoints and their
 * signatures; events, their texts, their hashes and the rows derived from them; the journal; what was erased; what is
 * there and in no leaf. Reads only, and may run while the platform works. Each fault goes to `report` as it is found.
 */
export async function audit(
  db: Db,
  published: Published | undefined,
  report: Report,
  progress: (done: number, of: number) => void = () => {},
): Promise<Audited> {
  const erasures = await readErasures(db)
  const { leaves, checkpoints } = await auditTree(
    db,
    published,
    report,
    async (batch) => {
      await atOnce(db, async (tx) => {
        await auditEvents(tx, batch, erasures, report)
        await auditDecisions(tx, batch, erasures, report)
      })
      auditErasures(batch, erasures, report)
    },
    progress,
  )
  await auditWhole(db, report)
  return { leaves, checkpoints, erased: erasures.count, halted: (await openHalt(db))?.reason ?? null }
}
