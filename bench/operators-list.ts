import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { listOperatorsOf } from '../src/modules/registry/operator/list.ts'
import type { listOperators } from '../src/modules/registry/operator/schema.ts'
import { type Actor, anonymous } from '../src/platform/actor.ts'
import { encodeCursor } from '../src/platform/cursor.ts'
import { connect, type Db } from '../src/platform/db.ts'
import type { Input } from '../src/platform/endpoint.ts'
import { migrate } from '../src/platform/migrate.ts'
import { permissions } from '../src/platform/permissions.ts'
import { startCluster } from '../src/platform/postgres.ts'
import { atMost, type Figure, median } from './figure.ts'
import { brandCharacters, loadDivisionsOf, loadOperators, PROVINCE, sequence } from './lib-operators.ts'

/*
 * The list of operators with 300,000 of them against 3,000, through the module's own function: every query of a round is
 * asked of both databases one after the other, and the medians are compared. All of them lie in one province, so its
 * list is the whole table and a county's is a twentieth of it. A search is for words that some operator of the small
 * database has too: nobody is compared with an empty answer.
 */

const SMALL = 3_000
const LARGE = 300_000
const ROUNDS = 60

type Filter = Input<typeof listOperators>
const officer = (divisions: string[]): Actor => ({
  ...anonymous('zh'),
  kind: 'agency',
  divisions,
  sectors: ['crop', 'livestock', 'fishery'],
  permissions,
})

/** Places somewhere in the last tenth of a list, as the cursors of pages there. */
async function deepCursors(db: Db, areaId: string): Promise<string[]> {
  const list = await db
    .selectFrom('registry.operatorArea')
    .select(['registeredAt', 'partyId'])
    .where('areaId', '=', areaId)
    .where('sector', '=', 'crop')
    .orderBy('registeredAt')
    .orderBy('partyId')
    .limit(2_000)
    .execute()
  const tenth = Math.max(60, Math.floor(list.length / 10))
  return Array.from({ length: 20 }, (_, i) => {
    const row = list[Math.min(list.length - 1, tenth + i)]!
    return encodeCursor(['0', row.registeredAt, row.partyId])
  })
}

/** Prints one figure a way of asking: the worst ratio of the province's and the county's officer. */
export async function run(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'suyuan-bench-'))
  const cluster = await startCluster({ folder: join(dir, 'pg'), superuser: 'owner', password: 'bench', durable: false })
  const url = (name: string) => `postgres://owner:bench@127.0.0.1:${cluster.port}/${name}`
  const dbs: Db[] = []
  try {
    const admin = new pg.Client(url('postgres'))
    await admin.connect()
    await admin.query("create role app login password 'bench'")
    for (const [name, count] of [
      ['small', SMALL],
      ['large', LARGE],
    ] as const) {
      await admin.query(`create database ${name}`)
      await migrate(url(name), { appRole: 'app' })
      await loadDivisionsOf(url(name))
      await loadOperators(url(name), count)
      dbs.push(connect(url(name).replace('owner:', 'app:'), { max: 2 }))
    }
    await admin.end()
    return await measure(dbs[0]!, dbs[1]!)
  } finally {
    for (const db of dbs) await db.destroy()
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

const suspendedOf = async (db: Db, actor: Actor) =>
  (await listOperatorsOf(db, actor, { sort: 'newest', limit: 50, state: 'suspended' })).items

async function measure(small: Db, large: Db): Promise<Figure[]> {
  const sample = await small
    .selectFrom('registry.operator')
    .select(['name', 'initials', 'areas'])
    .limit(SMALL)
    .execute()
  const random = sequence(7)
  const some = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const common = ['芒果', '农业', '合作', '种植', '香蕉', '对虾']
  const worst = new Map<string, number>()
  for (const area of [PROVINCE, '460105']) {
    const actor = officer([area])
    const here = sample.filter((o) => o.areas.includes(area))
    const deep = new Map<Db, string[]>([
      [small, await deepCursors(small, area)],
      [large, await deepCursors(large, area)],
    ])
    const ways: Record<string, (round: number) => (db: Db) => Partial<Filter>> = {
      'first-page': () => () => ({}),
      'deep-cursor': (round) => (db) => ({ cursor: deep.get(db)![round % 20]! }),
      'name-order': () => () => ({ sort: 'name' }),
      'name-search': () => {
        // two characters that stand side by side somewhere in the brand of a name
        const { name } = some(here)
        const at = [...name].findIndex((_, i) => i > 1 && brandCharacters.includes([...name][i]!))
        const q = [...name].slice(at, at + 2).join('')
        return () => ({ q })
      },
      'common-name-search': (round) => () => ({ q: common[round % common.length]! }),
      'initials-search': () => {
        const q = some(here).initials.slice(0, 4)
        return () => ({ q })
      },
    }
    // few are suspended: as many are asked for as the small database has, or it would be compared with a shorter answer
    const suspended = { state: 'suspended', limit: (await suspendedOf(small, actor)).length } as const
    if (suspended.limit >= 10) {
      ways['suspended'] = () => () => suspended
      ways['suspended-name-order'] = () => () => ({ ...suspended, sort: 'name' })
    }
    for (const [way, ask] of Object.entries(ways)) {
      const times = new Map<Db, number[]>([
        [small, []],
        [large, []],
      ])
      for (let round = -10; round < ROUNDS; round++) {
        const filter = ask(Math.abs(round))
        for (const db of round % 2 ? [small, large] : [large, small]) {
          const began = performance.now()
          await listOperatorsOf(db, actor, { sort: 'newest', limit: 50, ...filter(db) })
          if (round >= 0) times.get(db)!.push(performance.now() - began)
        }
      }
      const [s, l] = [median(times.get(small)!), median(times.get(large)!)]
      worst.set(way, Math.max(worst.get(way) ?? 0, l / s))
    }
  }
  const bound = (way: string) => (way.endsWith('search') ? 3 : 1.5)
  return [...worst].map(([way, ratio]) => atMost(`operators-list.${way}`, ratio, '300,000 / 3,000', bound(way)))
}
