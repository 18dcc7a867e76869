import type { RouteObject } from 'react-router'

/** Transfers, selling, vouchers. */
export const tradeRoutes: RouteObject[] = [
  { path: 'trade', lazy: async () => ({ Component: (await import('./TradePage.tsx')).TradePage }) },
  { path: 'trade/sell', lazy: async () => ({ Component: (await import('./SellPage.tsx')).SellPage }) },
  { path: 'trade/vouchers', lazy: async () => ({ Component: (await import('./VouchersPage.tsx')).VouchersPage }) },
  {
    path: 'trade/vouchers/:voucherId',
    lazy: async () => ({ Component: (await import('./VoucherPage.tsx')).VoucherPage }),
  },
  {
    path: 'trade/:sellerId/:transferId',
    lazy: async () => ({ Component: (await import('./TransferPage.tsx')).TransferPage }),
  },
]
