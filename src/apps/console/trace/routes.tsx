import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

export const traceRoutes: RouteObject[] = [
  { path: 'trace', lazy: withLateWords(async () => ({ Component: (await import('./FindPage.tsx')).FindPage })) },
  { path: 'trace/view', lazy: withLateWords(async () => ({ Component: (await import('./ViewPage.tsx')).ViewPage })) },
  {
    path: 'trace/report',
    lazy: withLateWords(async () => ({ Component: (await import('./ReportPage.tsx')).ReportPage })),
  },
]
