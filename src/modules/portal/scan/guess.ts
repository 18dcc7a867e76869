import type { Db } from '../../../platform/db.ts'
import { attemptsSoFar, countAttempt } from '../../../platform/rate.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { guessLimit } from '../rules.ts'

/** So many made-up codes are counted here before the database is told: the limit holds over all nodes to within this. */
const STEP = 20
/** Addresses remembered at once at most. */
const MOST = 50_000

type Limit = typeof guessLimit

/** The network behind an address: one IPv6 subscriber has a whole /64. */
export const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const full = [...before, ...Array(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
  return `${full.slice(0, 4).join(':')}::/64`
}

const isLoopback = (network: string) => network.startsWith('127.') || network === '0:0:0:0::/64'

/**
 * Slows down whoever tries codes that we never issued. A scan of an issued code costs one look into an empty table; the
 * count is in the database, told in steps. A loopback address is that of a proxy nobody named in TRUST_PROXY: behind
 * it is everybody, so it is not limited.
 */
export class GuessLimiter {
  private readonly db: Db
  private readonly sealer: Sealer
  private readonly limit: Limit
  private readonly tried = new Map<string, number>()
  private readonly stopped = new Map<string, number>()

  constructor(db: Db, sealer: Sealer, limit: Limit = guessLimit) {
    this.db = db
    this.sealer = sealer
    this.limit = limit
  }

  /** Minutes this address still has to wait; 0 for everybody else. `now` in ms. */
  wait(address: string, now: number): number {
    if (this.stopped.size === 0) return 0
    const network = networkOf(address)
    const until = this.stopped.get(network)
    if (until === undefined) return 0
    if (until > now) return Math.ceil((until - now) / 60_000)
    this.stopped.delete(network)
    return 0
  }

  /** A code was asked for that we did not issue. @returns minutes to wait once it was too many. */
  async unknown(address: string, at: string): Promise<number> {
    const network = networkOf(address)
    if (isLoopback(network)) return 0
    const here = (this.tried.get(network) ?? 0) + 1
    // who comes back after a long silence begins anew; the database keeps the count of those who do not
    if (this.tried.size >= MOST) this.tried.clear()
    this.tried.set(network, here % STEP)
    const key = this.sealer.hash(network, 'portal.guess')
    const steps = Math.floor(this.limit.unknown / STEP)
    const { seconds } = this.limit
    // the first of each step asks what other nodes have counted, the last tells them
    const count =
      here % STEP === 0
        ? await countAttempt(this.db, key, seconds, at)
        : here === 1
          ? await attemptsSoFar(this.db, key, seconds, at)
          : 0
    if (count < steps) return 0
    const now = Date.parse(at)
    if (this.stopped.size >= MOST) this.stopped.clear()
    this.stopped.set(network, now + seconds * 1000)
    return Math.ceil(seconds / 60)
  }
}
