/**
 * Sectors that profiles describe, without the profiles: what a first page, a jurisdiction and a filing need of them.
 * The first three are parts of agriculture; another industry is one sector.
 */
export const sectors = [
  'crop',
  'livestock',
  'fishery',
  'food',
  'drug',
  'farm_input',
  'special_equipment',
  'hazardous',
  'rare_earth',
] as const

/** Sectors with assets that have a life and dated duties: who works on one is shown them. */
export const assetSectors: readonly (typeof sectors)[number][] = ['special_equipment']

/** Sectors with controlled goods: permits, custody, counts. */
export const controlledSectors: readonly (typeof sectors)[number][] = ['hazardous']

/** Sectors in which single things have codes of a national scheme: medicines, controlled goods, farm inputs. */
export const serialSectors: readonly string[] = ['drug', 'hazardous', 'farm_input']
