import type { RouteObject } from 'react-router'

export const organisationRoutes: RouteObject[] = [
  {
    path: 'organisation',
    lazy: async () => ({ Component: (await import('./OrganisationPage.tsx')).OrganisationPage }),
  },
  {
    path: 'organisation/licences/new',
    lazy: async () => ({ Component: (await import('../registry/licence/NewLicencePage.tsx')).NewLicencePage }),
  },
  {
    path: 'organisation/plate',
    lazy: async () => ({ Component: (await import('./PlatePage.tsx')).PlatePage }),
  },
]
