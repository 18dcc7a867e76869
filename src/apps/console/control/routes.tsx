import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Controlled goods: permits, in whose hands goods are, who may have them, counts. */
export const controlRoutes: RouteObject[] = [
  {
    path: 'permits',
    lazy: withLateWords(async () => ({ Component: (await import('./PermitsPage.tsx')).PermitsPage })),
  },
  {
    path: 'permits/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewPermitPage.tsx')).NewPermitPage })),
  },
  {
    path: 'permits/:partyId/:permitId',
    lazy: withLateWords(async () => ({ Component: (await import('./PermitPage.tsx')).PermitPage })),
  },
  {
    path: 'custody',
    lazy: withLateWords(async () => ({ Component: (await import('./CustodyPage.tsx')).CustodyPage })),
  },
  {
    path: 'control-persons',
    lazy: withLateWords(async () => ({ Component: (await import('./PersonsPage.tsx')).PersonsPage })),
  },
  {
    path: 'control-persons/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewPersonPage.tsx')).NewPersonPage })),
  },
  {
    path: 'stock-counts',
    lazy: withLateWords(async () => ({ Component: (await import('./CountsPage.tsx')).CountsPage })),
  },
]
