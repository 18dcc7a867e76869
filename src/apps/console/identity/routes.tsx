import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Agencies, accounts, machine clients, one's own password. */
export const identityRoutes: RouteObject[] = [
  {
    path: 'agencies',
    lazy: withLateWords(async () => ({ Component: (await import('./AgenciesPage.tsx')).AgenciesPage })),
  },
  {
    path: 'agencies/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewAgencyPage.tsx')).NewAgencyPage })),
  },
  {
    path: 'agencies/:partyId',
    lazy: withLateWords(async () => ({ Component: (await import('./AgencyPage.tsx')).AgencyPage })),
  },
  {
    path: 'agencies/:partyId/change',
    lazy: withLateWords(async () => ({ Component: (await import('./ChangeAgencyPage.tsx')).ChangeAgencyPage })),
  },
  {
    path: 'accounts',
    lazy: withLateWords(async () => ({ Component: (await import('./AccountsPage.tsx')).AccountsPage })),
  },
  {
    path: 'accounts/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewAccountPage.tsx')).NewAccountPage })),
  },
  {
    path: 'organisation/members',
    lazy: withLateWords(async () => ({ Component: (await import('./AccountsPage.tsx')).AccountsPage })),
  },
  {
    path: 'organisation/members/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewAccountPage.tsx')).NewAccountPage })),
  },
  {
    path: 'clients',
    lazy: withLateWords(async () => ({ Component: (await import('./ClientsPage.tsx')).ClientsPage })),
  },
  {
    path: 'clients/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewClientPage.tsx')).NewClientPage })),
  },
  {
    path: 'password',
    lazy: withLateWords(async () => ({ Component: (await import('./PasswordPage.tsx')).PasswordPage })),
  },
]
