import { validateEndpoints } from './validate/schema.ts'

export * from './validate/schema.ts'

/** Every operation of this module. */
export const exchangeEndpoints = [...validateEndpoints]
