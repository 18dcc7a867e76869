import type { RouteObject } from 'react-router'

/** Agencies, accounts, machine clients, one's own password. */
export const identityRoutes: RouteObject[] = [
  { path: 'agencies', lazy: async () => ({ Component: (await import('./AgenciesPage.tsx')).AgenciesPage }) },
  { path: 'agencies/new', lazy: async () => ({ Component: (await import('./NewAgencyPage.tsx')).NewAgencyPage }) },
  { path: 'agencies/:partyId', lazy: async () => ({ Component: (await import('./AgencyPage.tsx')).AgencyPage }) },
  {
    path: 'agencies/:partyId/change',
    lazy: async () => ({ Component: (await import('./ChangeAgencyPage.tsx')).ChangeAgencyPage }),
  },
  { path: 'accounts', lazy: async () => ({ Component: (await import('./AccountsPage.tsx')).AccountsPage }) },
  { path: 'accounts/new', lazy: async () => ({ Component: (await import('./NewAccountPage.tsx')).NewAccountPage }) },
  {
    path: 'organisation/members',
    lazy: async () => ({ Component: (await import('./AccountsPage.tsx')).AccountsPage }),
  },
  {
    path: 'organisation/members/new',
    lazy: async () => ({ Component: (await import('./NewAccountPage.tsx')).NewAccountPage }),
  },
  { path: 'clients', lazy: async () => ({ Component: (await import('./ClientsPage.tsx')).ClientsPage }) },
  { path: 'clients/new', lazy: async () => ({ Component: (await import('./NewClientPage.tsx')).NewClientPage }) },
  { path: 'password', lazy: async () => ({ Component: (await import('./PasswordPage.tsx')).PasswordPage }) },
]
