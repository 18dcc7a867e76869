import { readFileSync } from 'node:fs'
import pg from 'pg'
import { nameBigrams, normaliseName } from '../src/kernel/bigram.ts'
import { loadDivisions } from '../src/modules/identity/index.ts'
import { connect } from '../src/platform/db.ts'
import { newId } from '../src/platform/id.ts'
import { reading } from '../src/platform/pinyin.ts'

/** The province in which all of them lie. */
export const PROVINCE = '460000'

/** A repeatable sequence of numbers below 1 (mulberry32). */
export function sequence(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const brandCharacters = [
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

/** Loads `count` invented operators of one province in bulk; indexes are built when the rows are there. */
export async function loadOperators(url: string, count: number): Promise<void> {
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

/** The divisions of the country, for their names. */
export async function loadDivisionsOf(url: string): Promise<void> {
  const db = connect(url, { max: 1 })
  await loadDivisions(db, '2026-01-01T00:00:00.000Z')
  await db.destroy()
}
