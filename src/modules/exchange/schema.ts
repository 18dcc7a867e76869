import { captureEndpoints } from './capture/schema.ts'
import { identifierEndpoints } from './identifier/schema.ts'
import { queryEndpoints } from './query/schema.ts'
import { subscriptionEndpoints } from './subscription/schema.ts'
import { validateEndpoints } from './validate/schema.ts'

export * from './capture/schema.ts'
export * from './identifier/schema.ts'
export * from './query/schema.ts'
export * from './validate/schema.ts'

/** Every operation of this module. */
export const exchangeEndpoints = [
  ...captureEndpoints,
  ...identifierEndpoints,
  ...queryEndpoints,
  ...subscriptionEndpoints,
  ...validateEndpoints,
]
