import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

export const preferenceRoutes: RouteObject[] = [
  {
    path: 'preferences',
    lazy: withLateWords(async () => ({ Component: (await import('./PreferencesPage.tsx')).PreferencesPage })),
  },
]
