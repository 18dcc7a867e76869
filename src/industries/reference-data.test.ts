import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isUnit } from '../kernel/unit.ts'

type Row = Record<string, string>

function rows(path: string): Row[] {
  const [header = '', ...lines] = readFileSync(new URL(`../../data/${path}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const keys = header.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    if (cells.length !== keys.length) throw new Error(`${path}: ${line}`)
    return Object.fromEntries(cells.map((cell, i) => [keys[i], cell]))
  })
}

const divisions = rows('divisions/divisions.tsv')
const division = new Map(divisions.map((d) => [d.division_id, d]))
const below = (id: string) => divisions.filter((d) => d.parent_id === id)
const names = (list: Row[]) => list.map((d) => d.name).join(' ')

test('every division has one row, a parent that stands before it, a name and a reading', () => {
  const seen = new Set<string>()
  const wrong = divisions.filter((d) => {
    const root = d.division_id === '0' && d.parent_id === '-'
    const ok = !seen.has(d.division_id ?? '') && (root || seen.has(d.parent_id ?? ''))
    seen.add(d.division_id ?? '')
    return !ok || !d.name || d.name === '-' || !/^[a-z]+( [a-z]+)*$/.test(d.pinyin ?? '')
  })
  expect(wrong).toEqual([])
  expect(seen.size).toBe(45_606)
})

test('a division lies at a lower level than its parent, so the tree has no circle', () => {
  const order = ['country', 'province', 'city', 'county', 'township', 'village']
  const wrong = divisions.filter((d) => {
    const parent = division.get(d.parent_id)
    return parent && order.indexOf(parent.level ?? '') >= order.indexOf(d.level ?? '')
  })
  expect(wrong).toEqual([])
})

test('the code of a division has the length of its level', () => {
  const length = { country: 1, province: 6, city: 6, county: 6, township: 9, village: 12 }
  const wrong = divisions.filter((d) => d.division_id?.length !== length[d.level as keyof typeof length])
  expect(wrong).toEqual([])
})

test('Hainan has four cities and fifteen counties directly below it', () => {
  const hainan = below('460000')
  expect(names(hainan.filter((d) => d.level === 'city'))).toBe('海口市 三亚市 三沙市 儋州市')
  expect(names(hainan.filter((d) => d.level === 'county'))).toBe(
    '五指山市 琼海市 文昌市 万宁市 东方市 定安县 屯昌县 澄迈县 临高县 白沙黎族自治县 昌江黎族自治县 ' +
      '乐东黎族自治县 陵水黎族自治县 保亭黎族苗族自治县 琼中黎族苗族自治县',
  )
  expect(hainan).toHaveLength(19)
})

test('a county directly under the province has its townships directly below', () => {
  expect(division.get('469002')).toMatchObject({ name: '琼海市', initials: 'qhs', pinyin: 'qiong hai shi' })
  expect(names(below('469002'))).toBe(
    '嘉积镇 万泉镇 石壁镇 中原镇 博鳌镇 阳江镇 龙江镇 潭门镇 塔洋镇 长坡镇 大路镇 会山镇 彬村山华侨农场',
  )
  expect(below('469005')).toHaveLength(18)
})

test('Danzhou is a city whose towns hang directly under it', () => {
  expect(division.get('460400')?.level).toBe('city')
  expect(new Set(below('460400').map((d) => d.level))).toEqual(new Set(['township']))
  expect(below('460400')).toHaveLength(20)
  expect(names(below('460400'))).toContain('那大镇')
})

test('Haikou and Sanya have four districts, Sansha two whose codes are marked as disputed', () => {
  expect(names(below('460100'))).toBe('秀英区 龙华区 琼山区 美兰区')
  expect(names(below('460200'))).toBe('海棠区 吉阳区 天涯区 崖州区')
  expect(names(below('460300'))).toBe('西沙区 南沙区')
  expect(below('460300').every((d) => d.note?.includes('in dispute'))).toBe(true)
})

test('Hainan has 3,287 villages and no placeholder of the statistics', () => {
  const villages = divisions.filter((d) => d.level === 'village')
  expect(villages).toHaveLength(3287)
  expect(villages.filter((d) => d.name?.includes('虚拟'))).toEqual([])
})

test.each([
  ['441900', '东莞市', 'city', 'township'],
  ['442000', '中山市', 'city', 'township'],
  ['620200', '嘉峪关市', 'city', 'township'],
  ['419001', '济源市', 'county', 'township'],
  ['429021', '神农架林区', 'county', 'township'],
  ['659001', '石河子市', 'county', 'township'],
  ['110000', '北京市', 'province', 'county'],
  ['500000', '重庆市', 'province', 'county'],
])('%s %s is a %s with only a %s level below', (id, name, level, child) => {
  expect(division.get(id)).toMatchObject({ name, level })
  expect(new Set(below(id).map((d) => d.level))).toEqual(new Set([child]))
})

const classes = rows('product-classification/classes.tsv')
const classOf = new Map(classes.map((c) => [c.code, c]))

test('every product class has a known parent one level up, names in two languages and a unit we know', () => {
  const wrong = classes.filter((c) => {
    const parent = classOf.get(c.parent)
    const level = parent ? Number(parent.level) + 1 : 1
    return Number(c.level) !== level || (!parent && c.parent !== '-') || !c.name_en || !isUnit(c.unit)
  })
  expect(wrong).toEqual([])
  expect(classOf.size).toBe(classes.length)
})

test('a code of ours starts with its parent and cannot be mistaken for an official one', () => {
  const own = classes.filter((c) => c.source === 'suyuan' && c.parent !== '-')
  expect(own.filter((c) => !c.code?.startsWith(c.parent ?? '?') || !/S/.test(c.code))).toEqual([])
  expect(classes.filter((c) => c.source !== 'suyuan' && /\D/.test(c.code ?? ''))).toEqual([])
})

test.each([
  ['芒果', 'covered'],
  ['豇豆', 'covered'],
  ['菜心', 'covered'],
  ['生猪', 'covered'],
  ['罗非鱼', 'covered'],
  ['猪肉', 'not_covered'],
  ['芒果干', 'not_covered'],
  ['净菜', 'not_covered'],
  ['冻罗非鱼片', 'not_covered'],
])('the commitment certificate for %s: %s', (name, certificate) => {
  expect(classes.find((c) => c.name === name)?.certificate).toBe(certificate)
})

test('the list of substances holds 54 banned and 12 restricted, each with a notice and a confidence', () => {
  const substances = rows('inputs/substances.tsv')
  expect(substances.filter((s) => s.status === 'banned')).toHaveLength(54)
  const restricted = substances.filter((s) => s.status === 'restricted')
  expect(restricted).toHaveLength(12)
  expect(substances.filter((s) => s.basis === '-' || s.confidence === '-')).toEqual([])
  for (const code of restricted.flatMap((s) => s.forbidden_on?.split(',') ?? [])) expect(classOf.has(code)).toBe(true)
})
