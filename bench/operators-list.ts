import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { nameBigrams, normaliseName } from '../src/kernel/bigram.ts'
import { loadDivisions } from '../src/modules/identity/index.ts'
import { listOperatorsOf } from '../src/modules/registry/operator/list.ts'
import type { listOperators } from '../src/modules/registry/operator/schema.ts'
import { type Actor, anonymous } from '../src/platform/actor.ts'
import { encodeCursor } from '../src/platform/cursor.ts'
import { connect, type Db } from '../src/platform/db.ts'
import type { Input } from '../src/platform/endpoint.ts'
import { newId } from '../src/platform/id.ts'
import { migrate } from '../src/platform/migrate.ts'
import { permissions } from '../src/platform/permissions.ts'
import { reading } from '../src/platform/pinyin.ts'
import { startCluster } from '../src/platform/postgres.ts'
import { atMost, type Figure, median } from './figure.ts'

/*
 * The list of operators with 300,000 of them against 3,000, through the module's own function: every query of a round is
 * asked of both databases one after the other, and the medians are compared. All of them lie in one province, so its
 * list is the whole table and a county's is a twentieth of it. A search is for words that some operator of the small
 * database has too: nobody is compared with an empty answer.
 */

const SMALL = 3_000
const LARGE = 300_000
const ROUNDS = 60
const PROVINCE = '460000'

/** A repeatable sequence of numbers below 1 (mulberry32). */
function sequence(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const brandCharacters = [
  ...'丰禾绿源海南宏达兴旺金穗瑞祥和顺康泰嘉美佳盛华茂鑫隆裕德福寿安宁新春秋月星辰云山水林木森田园村野乡情谷粒珠玉宝石松柏梅兰竹菊荷莲桂榕椰棕蕉橙柚荔枝百千万亿三四五六七八九天地日光辉煌鹏程飞腾龙凤鹤鹿麒麟骏马牛羊双喜临门正大方圆通达利民惠农益众合诚信义仁礼智勇毅恒久远长青常富强盈余庆贺欢乐乐活本色初心匠味鲜香甜醇厚朴真善清明静雅逸趣',
]
const things =
  '芒果 香蕉 荔枝 龙眼 莲雾 火龙果 菠萝 椰子 槟榔 胡椒 橡胶 咖啡 冬瓜 豇豆 辣椒 瓜菜 水稻 花卉 生猪 黑山羊 文昌鸡 蛋鸡 肉牛 罗非鱼 对虾 石斑鱼 农业 果蔬 生态 种植 养殖 水产'.split(
    ' ',
  )
const suffixes = [
  ['有限公司', 'enterprise', 6],
  ['农民专业合作社', 'cooperative', 5],
  ['家庭农场', 'family_farm', 4],
  ['专业户', 'individual', 4],
  ['屠宰场', 'slaughterhouse', 1],
  ['收购站', 'purchaser', 1],
] as const
const forms = suffixes.flatMap(([suffix, form, weight]) =>
  Array.from({ length: weight }, () => [suffix, form] as const),
)
const sectorsOf = [['crop'], ['crop'], ['crop'], ['livestock'], ['fishery'], ['crop', 'livestock']]

type Place = { id: string; path: string[]; name: string; pinyin: string; initials: string }

/** The townships of the province with the name of their county, as names of operators begin. */
function places(): Place[] {
  const [, ...lines] = readFileSync(new URL('../data/divisions/divisions.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const rows = new Map(
    lines.map((l) => l.split('\t')).map((c) => [c[0]!, { parent: c[1]!, name: c[2]!, level: c[3]! }]),
  )
  const pathOf = (id: string): string[] => (rows.has(id) ? [...pathOf(rows.get(id)!.parent), id] : [])
  return [...rows].flatMap(([id, r]) => {
    const path = r.level === 'township' ? pathOf(id) : []
    if (!path.includes(PROVINCE)) return []
    const name = rows.get(path.at(-2)!)!.name.replace(/(?:[市区县]|(?:黎族|苗族)+自治县)$/u, '')
    return [{ id, path, name, ...reading(name) }]
  })
}

/** Loads `count` invented operators in bulk; indexes are built when the rows are there. */
async function load(url: string, count: number): Promise<void> {
  const db = new pg.Client(url)
  await db.connect()
  const { rows: indexes } = await db.query<{ name: string; definition: string }>(
    `select schemaname || '.' || indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'registry' and tablename in ('operator', 'operator_area') and indexname not like '%_pkey'`,
  )
  for (const { name } of indexes) await db.query(`drop index ${name}`)
  const random = sequence(20260601)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const read = new Map<string, ReturnType<typeof reading>>()
  const readingOf = (word: string) => read.get(word) ?? read.set(word, reading(word)).get(word)!
  const townships = places()
  const start = Date.parse('2020-01-01T00:00:00Z')
  for (let done = 0; done < count; done += 5_000) {
    const rows = Array.from({ length: Math.min(5_000, count - done) }, (_, i) => {
      const place = pick(townships)
      const [suffix, form] = pick(forms)
      const brand = Array.from({ length: random() < 0.6 ? 2 : 3 }, () => pick(brandCharacters))
      const parts = [...brand, pick(things), suffix].map((w) => ({ w, ...readingOf(w) }))
      const all = [{ w: place.name, pinyin: place.pinyin, initials: place.initials }, ...parts]
      const name = all.map((p) => p.w).join('')
      const state = random()
      return {
        id: newId(start + done + i),
        state: state < 0.97 ? 'approved' : state < 0.985 ? 'suspended' : 'revoked',
        name,
        normal: normaliseName(name),
        grams: nameBigrams(name).join(' '),
        pinyin: all.map((p) => p.pinyin).join(''),
        initials: all.map((p) => p.initials).join(''),
        form,
        sectors: pick(sectorsOf).join(' '),
        division: place.id,
        areas: place.path.join(' '),
        at: new Date(start + (done + i) * 600_000).toISOString(),
      }
    })
    const column = (key: keyof (typeof rows)[number]) => rows.map((r) => r[key])
    await db.query(
      `insert into registry.operator (party_id, state, state_at, name, normal_name, grams, pinyin, initials, form, role,
         sectors, division_id, areas, facts, registered_at, changed_at)
       select id, state, at, name, normal, string_to_array(grams, ' '), pinyin, initials, form, 'producer',
         string_to_array(sectors, ' '), division, string_to_array(areas, ' '),
         jsonb_build_object('name', name, 'address', '示例路1号', 'contactName', '示例', 'mobile', '13800000000'), at, at
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
         $9::text[], $10::text[], $11::text[], $12::timestamptz[])
         as r (id, state, name, normal, grams, pinyin, initials, form, sectors, division, areas, at)`,
      (
        [
          'id',
          'state',
          'name',
          'normal',
          'grams',
          'pinyin',
          'initials',
          'form',
          'sectors',
          'division',
          'areas',
          'at',
        ] as const
      ).map(column),
    )
  }
  await db.query(`insert into registry.operator_area
    (party_id, area_id, sector, state, form, pinyin, initials, registered_at)
    select o.party_id, a, s, o.state, o.form, o.pinyin, o.initials, o.registered_at
    from registry.operator o, unnest(o.areas) a, unnest(o.sectors) s`)
  for (const { definition } of indexes) await db.query(definition)
  await db.query('vacuum analyze registry.operator')
  await db.query('vacuum analyze registry.operator_area')
  await db.end()
}

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
      await load(url(name), count)
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

async function loadDivisionsOf(url: string): Promise<void> {
  const db = connect(url, { max: 1 })
  await loadDivisions(db, '2026-01-01T00:00:00.000Z')
  await db.destroy()
}
