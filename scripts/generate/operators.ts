import type pg from 'pg'
import { nameBigrams, normaliseName } from '../../src/kernel/bigram.ts'
import { newCode } from '../../src/kernel/code.ts'
import { creditCodeCheckCharacter } from '../../src/kernel/credit-code.ts'
import { keysOf } from '../../src/modules/registry/facts/stored.ts'
import type { ProductFacts } from '../../src/modules/trace/work/batch.ts'
import { reading } from '../../src/platform/pinyin.ts'
import type { Random } from './random.ts'
import type { Sink } from './sink.ts'

type Product = readonly [name: string, classCode: string, unit: string]
type Kind = {
  form: string
  role: 'producer' | 'trader' | 'both'
  sectors: readonly string[]
  suffix: string
  /** How many of a hundred operators. */
  share: number
  product?: Product
  product2?: Product
}

/** The kinds of operator that the demo's chains need; one of each comes first, then as many as their shares say. */
const kinds = {
  orchard: {
    ...{ form: 'cooperative', role: 'producer', sectors: ['crop'], suffix: '芒果专业合作社', share: 8 },
    product: ['贵妃芒果(示例)', '0103S01', 'kg'],
  },
  smallholder: {
    ...{ form: 'individual', role: 'producer', sectors: ['crop'], suffix: '果农户', share: 20 },
    product: ['贵妃芒果(示例)', '0103S01', 'kg'],
  },
  garden: {
    ...{ form: 'family_farm', role: 'producer', sectors: ['crop'], suffix: '蔬菜家庭农场', share: 20 },
    product: ['菜心(示例)', '010402S01', 'kg'],
  },
  collector: {
    ...{ form: 'purchaser', role: 'trader', sectors: ['crop'], suffix: '果品收购站', share: 4 },
    product: ['收购芒果(示例)', '0103S01', 'kg'],
  },
  packer: { form: 'enterprise', role: 'both', sectors: ['crop'], suffix: '果品包装有限公司', share: 3 },
  drier: {
    ...{ form: 'enterprise', role: 'both', sectors: ['crop'], suffix: '果干食品有限公司', share: 2 },
    product: ['芒果干(示例)', '0103S9001', 'kg'],
  },
  washer: {
    ...{ form: 'enterprise', role: 'both', sectors: ['crop'], suffix: '净菜配送有限公司', share: 2 },
    product: ['净菜菜心(示例)', '0104S9001', 'kg'],
  },
  piggery: {
    ...{ form: 'enterprise', role: 'producer', sectors: ['livestock'], suffix: '生猪养殖有限公司', share: 8 },
    product: ['育肥猪(示例)', '02S0101', 'head'],
  },
  slaughterer: {
    ...{ form: 'slaughterhouse', role: 'both', sectors: ['livestock'], suffix: '定点屠宰厂', share: 2 },
    product: ['猪胴体(示例)', '02S040101', 'half_carcass'],
  },
  cutter: {
    ...{ form: 'enterprise', role: 'both', sectors: ['livestock'], suffix: '分割肉品有限公司', share: 2 },
    product: ['分割猪肉(示例)', '02S040102', 'kg'],
  },
  pond: {
    ...{ form: 'cooperative', role: 'producer', sectors: ['fishery'], suffix: '罗非鱼养殖专业合作社', share: 8 },
    product: ['罗非鱼(示例)', '03S010101', 'kg'],
  },
  filleter: {
    ...{ form: 'enterprise', role: 'both', sectors: ['fishery'], suffix: '水产加工有限公司', share: 2 },
    product: ['罗非鱼片(示例)', '03S9003', 'kg'],
    product2: ['冻罗非鱼片(示例)', '03S9001', 'kg'],
  },
  wholesaler: trader('综合批发商行', 6),
  shop: trader('生鲜超市', 8),
  kitchen: trader('食堂', 5),
} as const satisfies Record<string, Kind>
function trader(suffix: string, share: number) {
  return { form: 'enterprise', role: 'trader', sectors: ['crop', 'livestock', 'fishery'], suffix, share } as const
}
export type KindName = keyof typeof kinds
const kindNames = Object.keys(kinds) as KindName[]
export const fewestOperators = kindNames.length
const drawn = kindNames.flatMap((k) => Array.from({ length: kinds[k].share }, () => k))

/** An operator that chains are made with; `products` as the catalogue would give them. */
export type Trader = { partyId: string; products: ProductFacts[] }
export type Traders = Record<KindName, Trader[]>

const brands = [
  ...'丰禾绿源海南宏达兴旺金穗瑞祥和顺康泰嘉美佳盛华茂鑫隆裕德福寿安宁新春秋月星辰云山水林木森田园村野乡情谷粒珠玉宝石松柏梅兰竹菊荷莲桂榕椰棕蕉橙柚荔枝百千万亿三四五六七八九天地日光辉煌鹏程飞腾龙凤鹤鹿麒麟骏马牛羊双喜临门正大方圆通达利民惠农益众合诚信义仁礼智勇毅恒久远长青常富强盈余庆贺欢乐乐活本色初心匠味鲜香甜醇厚朴真善清明静雅逸趣',
]

type Town = { id: string; path: string[]; name: string }

/** The towns of the province in force, with the plain name of the county above them. @throws when none is loaded. */
async function townsOf(db: pg.Client, province: string): Promise<Town[]> {
  const { rows } = await db.query<Town>(
    `select t.division_id as id, t.path, c.name from identity.division t
       join identity.division c on c.division_id = t.path[cardinality(t.path) - 1] and c.valid_to is null
     where t.level = 'township' and t.valid_to is null and $1 = any(t.path) order by t.division_id`,
    [province],
  )
  if (!rows.length) throw new Error(`no towns of ${province}: the divisions are not loaded`)
  return rows.map((t) => ({ ...t, name: t.name.replace(/(?:[市区县]|(?:黎族|苗族)+自治县)$/u, '') }))
}

/** 2020-01-01: registrations are spread over five years from here. */
const begun = Date.parse('2020-01-01T00:00:00Z')
const years5 = 5 * 365 * 86_400_000

/** Approved operators with their parties, areas, codes and products, in the rows that registration and review write. */
export async function makeOperators(
  db: pg.Client,
  sink: Sink,
  random: Random,
  count: number,
  province = '460000',
): Promise<Traders> {
  const towns = await townsOf(db, province)
  const read = new Map<string, ReturnType<typeof reading>>()
  const readingOf = (word: string) => read.get(word) ?? read.set(word, reading(word)).get(word)!
  const traders = Object.fromEntries(kindNames.map((k) => [k, [] as Trader[]])) as Traders
  for (let i = 0; i < count; i++) {
    const kindName = kindNames[i] ?? random.pick(drawn)
    const kind: Kind = kinds[kindName]
    const town = random.pick(towns)
    const brand = Array.from({ length: random.chance(0.6) ? 2 : 3 }, () => random.pick(brands))
    const words = ['示例', town.name, ...brand, kind.suffix]
    const at = begun + Math.floor((years5 * i) / count)
    const o = { name: words.join(''), at: new Date(at).toISOString(), town, kind, index: i }
    const spoken = words.map(readingOf)
    const partyId = random.id(at)
    const products = [kind.product, kind.product2].flatMap((p) => (p ? [productOf(random, at, kind, p)] : []))
    addOperator(sink, random, partyId, {
      ...o,
      pinyin: spoken.map((r) => r.pinyin).join(''),
      initials: spoken.map((r) => r.initials).join(''),
    })
    for (const p of products)
      sink.add('catalogue.product', {
        party_id: partyId,
        product_id: p.productId,
        name: p.name,
        spec: '',
        class_code: p.classCode,
        unit: p.unit,
        sector: p.sector,
        profile: p.profile,
        ...readingOf(p.name),
        created_at: o.at,
        changed_at: o.at,
        retired_at: null,
      })
    traders[kindName].push({ partyId, products })
    await sink.flush()
  }
  return traders
}

const productOf = (random: Random, at: number, kind: Kind, [name, classCode, unit]: Product): ProductFacts => ({
  productId: random.id(at),
  name,
  classCode,
  unit,
  // in each of these three the profile is named as the sector
  sector: kind.sectors[0]!,
  profile: kind.sectors[0]!,
})

type Operator = { name: string; pinyin: string; initials: string; at: string; town: Town; kind: Kind; index: number }

function addOperator(sink: Sink, random: Random, partyId: string, o: Operator): void {
  const { name, pinyin, initials, at, town, kind, index } = o
  const { form, role, sectors } = kind
  const personal = form === 'individual'
  // body code 'D' and a number: no registrar gives one
  const first = `91${town.id.slice(0, 6)}D${String(index).padStart(8, '0')}`
  const creditCode = personal ? null : first + creditCodeCheckCharacter(first)
  const subjectCode = newCode('subject', random.bytes)
  const facts = {
    ...{ name, form, role, sectors, divisionId: town.id, address: '示例路 1 号', contactName: '示例联系人' },
    ...{ mobile: `1380000${String(index % 10_000).padStart(4, '0')}`, attributes: [] },
    ...(personal ? {} : { creditCode, legalRepresentative: '示例负责人' }),
  }
  sink.add('identity.party', {
    party_id: partyId,
    kind: 'operator',
    name,
    name_en: null,
    division_id: town.id,
    sectors,
    merged_into: null,
    created_at: at,
  })
  for (const division_id of town.path) sink.add('identity.party_area', { party_id: partyId, division_id, sectors })
  sink.add('registry.operator', {
    party_id: partyId,
    state: 'approved',
    state_reason: null,
    state_at: at,
    name,
    normal_name: normaliseName(name),
    grams: nameBigrams(name),
    pinyin,
    initials,
    form,
    role,
    sectors,
    division_id: town.id,
    areas: town.path,
    credit_code: creditCode,
    identity_hash: null,
    subject_code: subjectCode,
    facts,
    merged_into: null,
    registered_at: at,
    changed_at: at,
  })
  const listed = { state: 'approved', form, pinyin, initials, registered_at: at }
  for (const area_id of town.path)
    for (const sector of sectors) sink.add('registry.operator_area', { party_id: partyId, area_id, sector, ...listed })
  for (const key of keysOf(creditCode ? { creditCode } : {}))
    sink.add('registry.operator_key', { key, party_id: partyId, claimed_at: at })
  sink.add('registry.subject_code', { code: subjectCode, party_id: partyId, issued_at: at })
  sink.add('trace.namespace', { key: `suyuan/1/${partyId}`, home_id: partyId, owner_id: partyId })
}
