import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

export const oversightRoutes: RouteObject[] = [
  {
    path: 'journal',
    lazy: withLateWords(async () => ({ Component: (await import('./JournalPage.tsx')).JournalPage })),
  },
]
