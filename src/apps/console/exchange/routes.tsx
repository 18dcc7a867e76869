import type { RouteObject } from 'react-router'

/** Connections to other systems: identifiers, machine clients, captures, queries and their subscriptions. */
export const exchangeRoutes: RouteObject[] = [
  { path: 'connections', lazy: async () => ({ Component: (await import('./ConnectionsPage.tsx')).ConnectionsPage }) },
  {
    path: 'connections/identifiers/new',
    lazy: async () => ({ Component: (await import('./NewIdentifierPage.tsx')).NewIdentifierPage }),
  },
  {
    path: 'connections/captures',
    lazy: async () => ({ Component: (await import('./CapturesPage.tsx')).CapturesPage }),
  },
  {
    path: 'connections/captures/:captureID',
    lazy: async () => ({ Component: (await import('./CapturePage.tsx')).CapturePage }),
  },
]
