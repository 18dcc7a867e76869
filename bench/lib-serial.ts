import type { FastifyInstance } from 'fastify'
import { putParty } from '../src/modules/identity/index.ts'
import { putOperator } from '../src/modules/registry/operator/queries.ts'
import { produce } from '../src/modules/trace/index.ts'
import { anonymous } from '../src/platform/actor.ts'
import { runCommand } from '../src/platform/command.ts'
import { connect, type Db } from '../src/platform/db.ts'
import type { Deps } from '../src/platform/http.ts'
import { newId } from '../src/platform/id.ts'
import { permissions } from '../src/platform/permissions.ts'
import { deliver } from '../src/platform/relay.ts'
import { buildServer } from '../src/server.ts'
import { benchDeps } from './lib-trace.ts'

async function makeParty(db: Db, name: string): Promise<string> {
  const partyId = newId()
  const now = new Date().toISOString()
  const sectors = ['drug' as const]
  const facts = { name, form: 'enterprise' as const, role: 'both' as const, divisionId: '460204', sectors }
  const row = { partyId, state: 'approved' as const, stateReason: null, subjectCode: null, registeredAt: now, facts }
  await db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, divisionId: '460204', sectors, now })
    await putOperator(tx, row, ['0', '460000', '460200', '460204'], now)
  })
  return partyId
}

const product = {
  ...{
    productId: newId(),
    name: '示例片',
    spec: '',
    classCode: 'S30101',
    sector: 'drug',
    profile: 'drug',
    unit: 'pack',
  },
}

/** A maker and a dealer of medicine, and the whole server over the database that takes everybody for whom the header names. */
export async function serialWorld(url: string, onStatement?: (sql: string) => void) {
  const db = connect(url, { max: 6, ...(onStatement ? { onStatement } : {}) })
  const deps: Deps = benchDeps(db, () => new Date().toISOString())
  const actorOf = (partyId: string) => ({
    ...anonymous('zh'),
    ...{ kind: 'operator' as const, partyId, accountId: partyId, permissions, sectors: ['drug'] },
  })
  deps.authenticate = async (req) => actorOf(String(req.headers['x-bench-party']))
  const app: FastifyInstance = buildServer(deps)
  await app.ready()
  const maker = await makeParty(db, '示例药业')
  const dealer = await makeParty(db, '示例医药公司')
  const uploads = deps.subscribers.find((s) => s.name === 'serial.upload')!
  const post = async (partyId: string, path: string, payload: object | string, type = 'application/json') => {
    const headers = { 'x-bench-party': partyId, 'idempotency-key': newId(), 'content-type': type }
    const res = await app.inject({ method: 'POST', url: path, headers, payload })
    if (res.statusCode >= 300) throw new Error(`${path}: ${res.statusCode} ${res.body.slice(0, 500)}`)
    return res.json()
  }
  const uploadAs = async (partyId: string, file: string, holdingId: string) => {
    await post(partyId, `/api/serial/uploads?fileName=bench.csv&holdingId=${holdingId}`, file, 'text/csv')
    await deliver(deps, uploads, partyId)
  }
  return {
    ...{ db, maker, dealer, post },
    /** A batch of the maker's. */
    make: (quantity: string) =>
      runCommand(
        deps,
        { name: 'bench', actor: actorOf(maker), now: deps.clock() },
        async (ctx) => (await produce(ctx, { product, quantity, eventTime: deps.clock() })).batch.holdingId,
      ),
    /** Gives the file and works on it to the end. */
    upload: (file: string, holdingId: string) => uploadAs(maker, file, holdingId),
    uploadAs,
    close: async () => {
      await app.close()
      await db.destroy()
    },
  }
}

/** A file of cases of boxes of ten pieces; the codes go on from `first`. */
export function fileOf(range: string, first: number, { cases, boxes }: { cases: number; boxes: number }): string {
  let n = first
  const next = () => range + String(n++).padStart(13, '0')
  const lines = ['code,parent,level']
  for (let c = 0; c < cases; c++) {
    const box = next()
    lines.push(`${box},,3`)
    for (let b = 0; b < boxes; b++) {
      const middle = next()
      lines.push(`${middle},${box},2`)
      for (let p = 0; p < 10; p++) lines.push(`${next()},${middle},1`)
    }
  }
  return lines.join('\n')
}
