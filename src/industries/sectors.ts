/** Sectors of agriculture that profiles describe, without the profiles: what a first page needs of them. */
export const sectors: readonly [string, ...string[]] = ['crop', 'livestock', 'fishery']
