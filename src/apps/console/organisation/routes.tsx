import type { RouteObject } from 'react-router'

export const organisationRoutes: RouteObject[] = [
  {
    path: 'organisation',
    lazy: async () => ({ Component: (await import('./OrganisationPage.tsx')).OrganisationPage }),
  },
  {
    path: 'organisation/plate',
    lazy: async () => ({ Component: (await import('./PlatePage.tsx')).PlatePage }),
  },
]
