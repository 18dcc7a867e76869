import type { RouteObject } from 'react-router'

export const traceRoutes: RouteObject[] = [
  { path: 'trace', lazy: async () => ({ Component: (await import('./FindPage.tsx')).FindPage }) },
  { path: 'trace/view', lazy: async () => ({ Component: (await import('./ViewPage.tsx')).ViewPage }) },
  { path: 'trace/report', lazy: async () => ({ Component: (await import('./ReportPage.tsx')).ReportPage }) },
]
