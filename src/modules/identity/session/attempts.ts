import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { attemptsSoFar, clearAttempts, countAttempt, limitRate, secondsLeft } from '../../../platform/rate.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { addressLimit, lockout } from '../rules.ts'

// a login name may be a person's phone number: the counter keeps its keyed hash only
const keysOf = (sealer: Sealer, login: string) => {
  const name = sealer.hash(login.normalize('NFKC').trim().toLowerCase(), 'session.login')
  return { tries: `sign-in:${name}`, lock: `sign-in-lock:${name}` }
}

/**
 * Counts a try to sign in before the password is looked at, so that a thousand tries at once are a thousand tries.
 * Names that nobody has are counted and locked like any other.
 * @throws too_many `request.too_many` (address), `session.locked` with the minutes to wait.
 */
export async function countTry(db: Db, sealer: Sealer, login: string, address: string, now: string): Promise<void> {
  await limitRate(db, `sign-in-from:${address}`, addressLimit.attempts, addressLimit.seconds, now)
  const { tries, lock } = keysOf(sealer, login)
  if (await attemptsSoFar(db, lock, lockout.seconds, now)) throw await locked(db, lock, now)
  const count = await countAttempt(db, tries, lockout.seconds, now)
  if (count <= lockout.attempts) return
  await countAttempt(db, lock, lockout.seconds, now)
  throw await locked(db, lock, now)
}

async function locked(db: Db, lock: string, now: string): Promise<AppError> {
  const retryAfter = await secondsLeft(db, lock, lockout.seconds, now)
  return new AppError('too_many', 'session.locked', { retryAfter, minutes: Math.ceil(retryAfter / 60) })
}

/** Forgets the tries: after the right password, and when an administrator gives a new one. */
export async function forgetTries(db: Db | Tx, sealer: Sealer, login: string): Promise<void> {
  const { tries, lock } = keysOf(sealer, login)
  await clearAttempts(db, tries)
  await clearAttempts(db, lock)
}
