import { parseArgs } from 'node:util'
import pg from 'pg'
import { EraseError, erase } from '../src/modules/proof/index.ts'
import { keeperRole } from '../src/platform/migrate.ts'
import { beside, PlainError } from './beside.ts'

/**
 * `node scripts/erase.ts --party <id> (--event <id> | --journal <number>) --decision "<number, authority>"`:
 * erases the text of an event, or of a journal row, by decision, as the keeper's role where it exists.
 */
const usage =
  'node scripts/erase.ts --party <id> (--event <id> | --journal <number>) --decision "<its number, and who made it>"'
const text = { type: 'string' } as const
const { values } = parseArgs({ options: { party: text, event: text, journal: text, decision: text } })
await beside(async (database) => {
  const { party, event, journal, decision } = values
  if (!party || !decision || (event === undefined) === (journal === undefined)) throw new PlainError(usage)
  const what = event === undefined ? { partyId: party, seq: journal! } : { partyId: party, eventId: event }
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    const number = await erase(owner, what, decision, new Date().toISOString(), keeperRole)
    console.log(`Erased: number ${number}. The next seal puts it into the log.`)
  } catch (err) {
    throw err instanceof EraseError ? new PlainError(err.message) : err
  } finally {
    await owner.end()
  }
})
