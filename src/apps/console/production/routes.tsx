import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Under /production: records, inputs, completeness. */
export const productionRoutes: RouteObject[] = [
  {
    path: 'production',
    lazy: withLateWords(async () => ({ Component: (await import('./RecordsPage.tsx')).RecordsPage })),
  },
  {
    path: 'production/table',
    lazy: withLateWords(async () => ({ Component: (await import('./table/RecordTablePage.tsx')).RecordTablePage })),
  },
  { path: 'production/record', lazy: async () => ({ Component: (await import('./ChoosePage.tsx')).ChoosePage }) },
  {
    path: 'production/record/:profile/:event',
    lazy: withLateWords(async () => ({ Component: (await import('./RecordPage.tsx')).RecordPage })),
  },
  {
    path: 'production/records/:recordId',
    lazy: withLateWords(async () => ({ Component: (await import('./RecordedPage.tsx')).RecordedPage })),
  },
  {
    path: 'production/inputs',
    lazy: withLateWords(async () => ({ Component: (await import('./InputsPage.tsx')).InputsPage })),
  },
  {
    path: 'production/inputs/new',
    lazy: async () => ({ Component: (await import('./NewInputPage.tsx')).NewInputPage }),
  },
  {
    path: 'production/tasks',
    lazy: withLateWords(async () => ({ Component: (await import('./task/TasksPage.tsx')).TasksPage })),
  },
  {
    path: 'production/completeness',
    lazy: async () => ({ Component: (await import('./CompletenessPage.tsx')).CompletenessPage }),
  },
]
