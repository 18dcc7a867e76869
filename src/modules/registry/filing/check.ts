import { parseCreditCode } from '../../../kernel/credit-code.ts'
import { parseIdentityNumber } from '../../../kernel/identity-number.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { isClaimed } from '../facts/keys.ts'
import { identityHash, keysOf } from '../facts/stored.ts'
import type { checkRegistration } from './schema.ts'

/**
 * What is wrong with a number while it is typed. Of another operator it says only that the number is registered: no
 * name, place or state.
 */
export async function liveChecks(
  db: Db,
  sealer: Sealer,
  input: Input<typeof checkRegistration>,
  now: string,
): Promise<Output<typeof checkRegistration>> {
  const answer: Output<typeof checkRegistration> = {}
  if (input.creditCode) {
    const parsed = parseCreditCode(input.creditCode)
    const taken = parsed.ok && (await isClaimed(db, keysOf({ creditCode: parsed.code })[0]!))
    const reason = parsed.ok ? (taken ? 'operator.already_registered' : undefined) : parsed.reason
    answer.creditCode = { ...(reason ? { reason } : {}), warnings: parsed.ok ? [...parsed.warnings] : [] }
  }
  if (input.identityNumber) {
    const parsed = parseIdentityNumber(input.identityNumber, civilDate(now))
    const hash = parsed.ok && identityHash(sealer, parsed.identityNumber)
    const taken = hash && (await isClaimed(db, keysOf({ identityHash: hash })[0]!))
    const reason = parsed.ok ? (taken ? 'operator.already_registered' : undefined) : parsed.reason
    answer.identityNumber = reason ? { reason } : {}
  }
  return answer
}
