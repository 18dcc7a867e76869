import { audit, type Finding, readPublished } from '../src/modules/proof/index.ts'
import { auditArchives } from '../src/modules/retention/index.ts'
import { connect } from '../src/platform/db.ts'
import { beside, PlainError } from './beside.ts'

/**
 * `npm run audit`: recomputes the log and holds the database against it. Reads only, as the application's role; may run
 * while the platform works. Exit 0: nothing found · 1: something was tampered with · 2: it could not be looked at.
 */
await beside(async (database, config) => {
  const db = connect(database.appUrl, { max: 2 })
  const most = 1000
  let faults = 0
  let shown = Date.now()
  try {
    const published = (() => {
      try {
        return readPublished(`${config.dataDir}/checkpoint.json`)
      } catch (err) {
        throw new PlainError((err as Error).message)
      }
    })()
    const report = ({ what, table, row, says }: Finding) => {
      if (++faults <= most) console.log(`TAMPERED ${what} · ${table} · ${row} · ${says}`)
      else if (faults === most + 1) console.log('… more is counted and not listed')
    }
    const result = await audit(db, published, report, (done, of) => {
      if (Date.now() - shown < 5000) return
      shown = Date.now()
      console.error(`… ${done} of ${of} leaves`)
    })
    const archived = await auditArchives(db, report)
    if (!published) console.log('There is no DATA_DIR/checkpoint.json: the log is not held against what was published.')
    if (result.halted) console.log(`Signing stands still (${result.halted}): see docs/operations.md.`)
    console.log(
      `${result.leaves} leaves, ${result.checkpoints} checkpoints, ${archived} archived records, ${result.erased} erased by decision: ${faults ? `${faults} faults` : 'nothing was tampered with'}.`,
    )
    if (faults) process.exitCode = 1
  } finally {
    await db.destroy()
  }
})
