import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Transfers, selling, vouchers. */
export const tradeRoutes: RouteObject[] = [
  { path: 'trade', lazy: async () => ({ Component: (await import('./TradePage.tsx')).TradePage }) },
  { path: 'trade/sell', lazy: withLateWords(async () => ({ Component: (await import('./SellPage.tsx')).SellPage })) },
  { path: 'trade/vouchers', lazy: async () => ({ Component: (await import('./VouchersPage.tsx')).VouchersPage }) },
  {
    path: 'trade/vouchers/:voucherId',
    lazy: withLateWords(async () => ({ Component: (await import('./VoucherPage.tsx')).VoucherPage })),
  },
  {
    path: 'trade/:sellerId/:transferId',
    lazy: withLateWords(async () => ({ Component: (await import('./TransferPage.tsx')).TransferPage })),
  },
]
