import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'
import './registry.css'

/** Before there is an account. */
export const registerRoute: RouteObject = {
  path: '/register',
  lazy: async () => ({ Component: (await import('./RegisterPage.tsx')).RegisterPage }),
}

/** Registration of operators: one's own filing, and the agencies' side. */
export const registryRoutes: RouteObject[] = [
  {
    path: 'organisation/filing',
    lazy: async () => ({ Component: (await import('./FilingPage.tsx')).FilingPage }),
  },
  {
    path: 'organisation/filing/edit',
    lazy: async () => ({ Component: (await import('./FilingEditPage.tsx')).FilingEditPage }),
  },
  { path: 'reviews', lazy: async () => ({ Component: (await import('./ReviewsPage.tsx')).ReviewsPage }) },
  {
    path: 'reviews/:partyId/:filingId',
    lazy: async () => ({ Component: (await import('./ReviewPage.tsx')).ReviewPage }),
  },
  { path: 'operators', lazy: async () => ({ Component: (await import('./OperatorsPage.tsx')).OperatorsPage }) },
  {
    path: 'operators/new',
    lazy: async () => ({ Component: (await import('./TemporaryOperatorPage.tsx')).TemporaryOperatorPage }),
  },
  {
    path: 'operators/:partyId',
    lazy: withLateWords(async () => ({ Component: (await import('./OperatorPage.tsx')).OperatorPage })),
  },
  {
    path: 'operators/:partyId/licences/:licenceId',
    lazy: withLateWords(async () => ({ Component: (await import('./licence/LicencePage.tsx')).LicencePage })),
  },
  {
    path: 'operators/:partyId/file',
    lazy: async () => ({ Component: (await import('./OperatorFilePage.tsx')).OperatorFilePage }),
  },
]
