import type { RouteObject } from 'react-router'

export const noticeRoutes: RouteObject[] = [
  { path: 'notices', lazy: async () => ({ Component: (await import('./NoticesPage.tsx')).NoticesPage }) },
]
