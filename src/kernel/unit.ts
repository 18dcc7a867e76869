import type { Names } from './names.ts'

/**
 * What a unit measures. Two units convert into each other only inside one measured dimension; a counted unit
 * converts into nothing but itself: how many kilograms a head or a box holds is a fact about the goods, not the unit.
 */
export type Dimension = 'mass' | 'volume' | 'area' | 'time' | 'length' | 'mass_per_area' | 'volume_per_area' | 'count'

/** `factor`: how many base units (kg, l, mu, day, m, kg/mu, l/mu) one of this unit is, an exact decimal. */
interface UnitFacts {
  readonly names: Names
  readonly dimension: Dimension
  readonly factor: string
}

/**
 * Every unit the platform knows.
 * Jin: 500 g and mu: 1/15 hectare are the customary units in use beside the legal ones. The base of area is the mu
 * because then every factor is a finite decimal (1 m² = 0.0015 mu; the other way round it would be 666.66…).
 */
export const UNITS = {
  kg: { names: { zh: '千克', en: 'kg' }, dimension: 'mass', factor: '1' },
  t: { names: { zh: '吨', en: 't' }, dimension: 'mass', factor: '1000' },
  g: { names: { zh: '克', en: 'g' }, dimension: 'mass', factor: '0.001' },
  mg: { names: { zh: '毫克', en: 'mg' }, dimension: 'mass', factor: '0.000001' },
  jin: { names: { zh: '斤', en: 'jin (500 g)' }, dimension: 'mass', factor: '0.5' },
  l: { names: { zh: '升', en: 'L' }, dimension: 'volume', factor: '1' },
  ml: { names: { zh: '毫升', en: 'mL' }, dimension: 'volume', factor: '0.001' },
  m3: { names: { zh: '立方米', en: 'm³' }, dimension: 'volume', factor: '1000' },
  mu: { names: { zh: '亩', en: 'mu (1/15 ha)' }, dimension: 'area', factor: '1' },
  ha: { names: { zh: '公顷', en: 'ha' }, dimension: 'area', factor: '15' },
  m2: { names: { zh: '平方米', en: 'm²' }, dimension: 'area', factor: '0.0015' },
  m: { names: { zh: '米', en: 'm' }, dimension: 'length', factor: '1' },
  cm: { names: { zh: '厘米', en: 'cm' }, dimension: 'length', factor: '0.01' },
  day: { names: { zh: '天', en: 'day' }, dimension: 'time', factor: '1' },
  kg_per_mu: { names: { zh: '千克/亩', en: 'kg per mu' }, dimension: 'mass_per_area', factor: '1' },
  g_per_mu: { names: { zh: '克/亩', en: 'g per mu' }, dimension: 'mass_per_area', factor: '0.001' },
  l_per_mu: { names: { zh: '升/亩', en: 'L per mu' }, dimension: 'volume_per_area', factor: '1' },
  ml_per_mu: { names: { zh: '毫升/亩', en: 'mL per mu' }, dimension: 'volume_per_area', factor: '0.001' },
  piece: { names: { zh: '个', en: 'piece' }, dimension: 'count', factor: '1' },
  head: { names: { zh: '头', en: 'head' }, dimension: 'count', factor: '1' },
  bird: { names: { zh: '只', en: 'bird' }, dimension: 'count', factor: '1' },
  fish: { names: { zh: '尾', en: 'fish' }, dimension: 'count', factor: '1' },
  plant: { names: { zh: '株', en: 'plant' }, dimension: 'count', factor: '1' },
  egg: { names: { zh: '枚', en: 'egg' }, dimension: 'count', factor: '1' },
  half_carcass: { names: { zh: '片', en: 'half carcass' }, dimension: 'count', factor: '1' },
  box: { names: { zh: '箱', en: 'box' }, dimension: 'count', factor: '1' },
  bag: { names: { zh: '袋', en: 'bag' }, dimension: 'count', factor: '1' },
  bottle: { names: { zh: '瓶', en: 'bottle' }, dimension: 'count', factor: '1' },
  basket: { names: { zh: '筐', en: 'basket' }, dimension: 'count', factor: '1' },
  pack: { names: { zh: '盒', en: 'pack' }, dimension: 'count', factor: '1' },
  dose: { names: { zh: '支', en: 'vial' }, dimension: 'count', factor: '1' },
  can: { names: { zh: '罐', en: 'can' }, dimension: 'count', factor: '1' },
  barrel: { names: { zh: '桶', en: 'barrel' }, dimension: 'count', factor: '1' },
  round: { names: { zh: '发', en: 'round' }, dimension: 'count', factor: '1' },
  cylinder: { names: { zh: '瓶(只)', en: 'cylinder' }, dimension: 'count', factor: '1' },
  set: { names: { zh: '台', en: 'set' }, dimension: 'count', factor: '1' },
} as const satisfies Record<string, UnitFacts>

/** The key of a unit as stored and sent: `kg`, `head`, `mu` … */
export type Unit = keyof typeof UNITS

/** True for the key of a unit we know. */
export function isUnit(value: unknown): value is Unit {
  return typeof value === 'string' && Object.hasOwn(UNITS, value)
}

/** True for a unit counted in whole numbers (head, box …): half a head cannot be held. */
export function isCountable(unit: Unit): boolean {
  return UNITS[unit].dimension === 'count'
}
