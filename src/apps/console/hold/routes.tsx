import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

export const holdRoutes: RouteObject[] = [
  { path: 'holds', lazy: withLateWords(async () => ({ Component: (await import('./HoldsPage.tsx')).HoldsPage })) },
  {
    path: 'holds/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewHoldPage.tsx')).NewHoldPage })),
  },
  {
    path: 'holds/:issuerId/:holdId',
    lazy: withLateWords(async () => ({ Component: (await import('./HoldPage.tsx')).HoldPage })),
  },
  {
    path: 'holds/:issuerId/:holdId/notice',
    lazy: withLateWords(async () => ({ Component: (await import('./HoldNoticePage.tsx')).HoldNoticePage })),
  },
  { path: 'held', lazy: withLateWords(async () => ({ Component: (await import('./HeldPage.tsx')).HeldPage })) },
]
