import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Connections to other systems: identifiers, machine clients, captures, queries and their subscriptions. */
export const exchangeRoutes: RouteObject[] = [
  {
    path: 'connections',
    lazy: withLateWords(async () => ({ Component: (await import('./ConnectionsPage.tsx')).ConnectionsPage })),
  },
  {
    path: 'connections/identifiers/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewIdentifierPage.tsx')).NewIdentifierPage })),
  },
  {
    path: 'connections/captures',
    lazy: withLateWords(async () => ({ Component: (await import('./CapturesPage.tsx')).CapturesPage })),
  },
  {
    path: 'connections/captures/:captureID',
    lazy: withLateWords(async () => ({ Component: (await import('./CapturePage.tsx')).CapturePage })),
  },
]
