import { indexOlderEvents } from '../src/modules/exchange/index.ts'
import { connect } from '../src/platform/db.ts'
import { beside } from './beside.ts'

/**
 * `node scripts/reindex.ts`: makes events that were recorded before there was an index of EPCIS queries findable by
 * them. As the application's role, beside a running platform, and as often as one likes.
 */
await beside(async (database) => {
  const db = connect(database.appUrl, { max: 2 })
  let shown = Date.now()
  try {
    const events = await indexOlderEvents(db, (done) => {
      if (Date.now() - shown < 5000) return
      shown = Date.now()
      console.error(`… ${done} events`)
    })
    console.log(`${events} events put into the index.`)
  } finally {
    await db.destroy()
  }
})
