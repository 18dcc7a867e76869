import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

export const organisationRoutes: RouteObject[] = [
  {
    path: 'organisation',
    lazy: withLateWords(async () => ({ Component: (await import('./OrganisationPage.tsx')).OrganisationPage })),
  },
  {
    path: 'organisation/licences/new',
    lazy: withLateWords(async () => ({
      Component: (await import('../registry/licence/NewLicencePage.tsx')).NewLicencePage,
    })),
  },
  {
    path: 'organisation/roles/new',
    lazy: withLateWords(async () => ({ Component: (await import('../registry/licence/NewRolePage.tsx')).NewRolePage })),
  },
  {
    path: 'organisation/plate',
    lazy: async () => ({ Component: (await import('./PlatePage.tsx')).PlatePage }),
  },
]
