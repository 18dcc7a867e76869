import pg from 'pg'
import { acknowledge } from '../src/modules/proof/index.ts'
import { beside, PlainError } from './beside.ts'

/**
 * `node scripts/log-acknowledge.ts "<why>"`: signing goes on after a restore or with a new key. The reason is kept and
 * shown; what had been published and is not in the database any more stays contradicted, for all to see.
 */
const note = process.argv.slice(2).join(' ').trim()
await beside(async (database) => {
  if (!note) throw new PlainError('node scripts/log-acknowledge.ts "<why signing goes on, and who says so>"')
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    const halt = await acknowledge(owner, note, new Date().toISOString())
    console.log(
      halt
        ? `Acknowledged (${halt.reason}): the log goes on from ${halt.size} entries; ${halt.publishedSize} had been published.`
        : 'Nothing is halted.',
    )
  } finally {
    await owner.end()
  }
})
