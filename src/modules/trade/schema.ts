import { transferEndpoints } from './transfer/schema.ts'
import { voucherEndpoints } from './voucher/schema.ts'

export * from './transfer/schema.ts'
export * from './voucher/schema.ts'

/** Every operation of this module. */
export const tradeEndpoints = [...transferEndpoints, ...voucherEndpoints]
