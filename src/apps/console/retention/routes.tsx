import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

export const retentionRoutes: RouteObject[] = [
  {
    path: 'retention',
    lazy: withLateWords(async () => ({ Component: (await import('./RunsPage.tsx')).RunsPage })),
  },
  {
    path: 'retention/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewRunPage.tsx')).NewRunPage })),
  },
  {
    path: 'retention/:runId',
    lazy: withLateWords(async () => ({ Component: (await import('./RunPage.tsx')).RunPage })),
  },
]
