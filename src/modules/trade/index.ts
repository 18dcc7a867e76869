export { tradeRoutes } from './routes.ts'
export { publicVoucher } from './voucher/queries.ts'
export type { VoucherDetail } from './voucher/schema.ts'
