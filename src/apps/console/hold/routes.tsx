import type { RouteObject } from 'react-router'

export const holdRoutes: RouteObject[] = [
  { path: 'holds', lazy: async () => ({ Component: (await import('./HoldsPage.tsx')).HoldsPage }) },
  { path: 'holds/new', lazy: async () => ({ Component: (await import('./NewHoldPage.tsx')).NewHoldPage }) },
  { path: 'holds/:issuerId/:holdId', lazy: async () => ({ Component: (await import('./HoldPage.tsx')).HoldPage }) },
  {
    path: 'holds/:issuerId/:holdId/notice',
    lazy: async () => ({ Component: (await import('./HoldNoticePage.tsx')).HoldNoticePage }),
  },
  { path: 'held', lazy: async () => ({ Component: (await import('./HeldPage.tsx')).HeldPage }) },
]
