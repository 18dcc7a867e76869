import { sql } from 'kysely'
import type { Ctx } from '../../../platform/command.ts'
import type { Db } from '../../../platform/db.ts'
import { limitRate } from '../../../platform/rate.ts'
import { unscopedBuyers } from '../../registry/index.ts'

/** Searches of one account in a minute: enough to type a name, too few to read the register out. */
const searches = { limit: 60, seconds: 60 } as const

/**
 * Approved operators one may sell to, at most 20, with what stands on a label anyway. Answers anyone who may dispatch,
 * so it is limited (`request.too_many`).
 */
export async function findBuyers({ db, actor, now }: Ctx, q: string) {
  await limitRate(db, `find-buyer:${actor.accountId}`, searches.limit, searches.seconds, now)
  const tail = creditCodeTail(q)
  const asked = tail ? await creditCodesEnding(db, tail) : [q]
  const found = (await Promise.all(asked.map((text) => unscopedBuyers(db, text)))).flat()
  return found.filter((b) => b.partyId !== actor.partyId).slice(0, 20)
}

/** The last six characters of a credit code: they hold a digit, or it would be the beginning of a name's reading. */
function creditCodeTail(q: string): string | undefined {
  const text = q.normalize('NFKC').toUpperCase()
  return /^(?=.*\d)[0-9A-HJ-NPQRTUWXY]{6}$/.test(text) ? text : undefined
}

async function creditCodesEnding(db: Db, tail: string): Promise<string[]> {
  const { rows } = await sql<{ creditCode: string }>`
    select credit_code from registry.operator
    where right(credit_code, 6) = ${tail} and state = 'approved' order by credit_code limit 20`.execute(db)
  return rows.map((r) => r.creditCode)
}
