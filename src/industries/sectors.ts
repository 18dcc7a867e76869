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
