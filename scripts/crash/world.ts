import { createHash, randomBytes } from 'node:crypto'
import { loadCatalogue } from '../../src/modules/catalogue/index.ts'
import { loadDivisions, putParty } from '../../src/modules/identity/index.ts'
import { csrfTokenOf, sessionCookie } from '../../src/modules/identity/session/authenticate.ts'
import { putOperator } from '../../src/modules/registry/operator/queries.ts'
import { produce } from '../../src/modules/trace/index.ts'
import { anonymous } from '../../src/platform/actor.ts'
import { runCommand } from '../../src/platform/command.ts'
import type { Config } from '../../src/platform/config.ts'
import type { Db } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/id.ts'
import { sealer } from '../../src/platform/seal.ts'

export type Trader = { partyId: string; headers: Record<string, string> }
export type Pair = { seller: Trader; buyer: Trader; holdingId: string }

/** An approved operator with an account that is signed in for a day. */
async function makeTrader(db: Db, name: string): Promise<Trader> {
  const [partyId, accountId, token] = [newId(), newId(), randomBytes(32).toString('base64url')]
  const now = new Date().toISOString()
  const facts = {
    ...{ name, form: 'cooperative' as const, role: 'both' as const, divisionId: '460204' },
    ...{ sectors: ['crop' as const], mobile: '13800000000', address: '示例路1号' },
  }
  await db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, divisionId: '460204', sectors: ['crop'], now })
    const row = { partyId, state: 'approved', stateReason: null, subjectCode: null, registeredAt: now } as const
    await putOperator(tx, { ...row, facts }, ['0', '460000', '460200', '460204'], now)
    await tx
      .insertInto('identity.account')
      .values({
        ...{ accountId, partyId, partyKind: 'operator', login: `示例${accountId}`, nameSealed: '1.', state: 'open' },
        ...{ passwordHash: '-', mustChangePassword: false, roles: ['operator_owner'], createdAt: now },
      })
      .execute()
    const tokenHash = createHash('sha256').update(token).digest()
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    await tx
      .insertInto('identity.session')
      .values({ tokenHash, accountId, createdAt: now, seenAt: now, expiresAt })
      .execute()
  })
  return { partyId, headers: { cookie: `${sessionCookie}=${token}`, 'x-csrf-token': csrfTokenOf(token) } }
}

/** Sellers with goods and their buyers, on a migrated database that nobody serves yet. */
export async function makeWorld(db: Db, config: Config, pairs: number): Promise<Pair[]> {
  const now = new Date().toISOString()
  await loadDivisions(db, now)
  await loadCatalogue(db, now)
  const deps = { db, sealer: sealer(config.secrets), subscribers: [], wake: () => {} }
  const product = {
    ...{ productId: newId(), name: '示例芒果', spec: '', classCode: '0103S01', sector: 'crop', profile: 'crop' },
    unit: 'kg',
  }
  const made: Pair[] = []
  for (let i = 0; i < pairs; i++) {
    const seller = await makeTrader(db, `示例销售合作社${i}`)
    const buyer = await makeTrader(db, `示例收购站${i}`)
    const actor = { ...anonymous('zh'), kind: 'operator' as const, partyId: seller.partyId, accountId: seller.partyId }
    const { batch } = await runCommand(deps, { name: 'crash', actor, now }, (ctx) =>
      produce(ctx, { product, quantity: '1000000', eventTime: now }),
    )
    made.push({ seller, buyer, holdingId: batch.holdingId })
  }
  return made
}
