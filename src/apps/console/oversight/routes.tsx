import type { RouteObject } from 'react-router'

export const oversightRoutes: RouteObject[] = [
  { path: 'journal', lazy: async () => ({ Component: (await import('./JournalPage.tsx')).JournalPage }) },
]
