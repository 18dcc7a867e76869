import type { RouteObject } from 'react-router'

export const preferenceRoutes: RouteObject[] = [
  {
    path: 'preferences',
    lazy: async () => ({ Component: (await import('./PreferencesPage.tsx')).PreferencesPage }),
  },
]
