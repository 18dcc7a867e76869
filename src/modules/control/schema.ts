import { custodyEndpoints } from './custody/schema.ts'
import { permitEndpoints } from './permit/schema.ts'
import { personEndpoints } from './person/schema.ts'
import { stockEndpoints } from './stock/schema.ts'

export const controlEndpoints = [
  ...permitEndpoints,
  ...personEndpoints,
  ...custodyEndpoints,
  ...stockEndpoints,
] as const
