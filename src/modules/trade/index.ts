export { tradeRoutes } from './routes.ts'
export { openTransfers } from './transfer/open.ts'
export { publicVoucher } from './voucher/queries.ts'
export type { VoucherDetail } from './voucher/schema.ts'
