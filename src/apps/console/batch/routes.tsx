import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Batches, the steps on them, and the way from the harvest to the sale. */
export const batchRoutes: RouteObject[] = [
  { path: 'batches', lazy: async () => ({ Component: (await import('./BatchesPage.tsx')).BatchesPage }) },
  {
    path: 'batches/step/:profile/:event',
    lazy: withLateWords(async () => ({ Component: (await import('./step/StepPage.tsx')).StepPage })),
  },
  { path: 'batches/pack', lazy: async () => ({ Component: (await import('./step/PackPage.tsx')).PackPage }) },
  { path: 'batches/:holdingId', lazy: async () => ({ Component: (await import('./BatchPage.tsx')).BatchPage }) },
  {
    path: 'harvest',
    lazy: withLateWords(async () => ({ Component: (await import('./harvest/HarvestPage.tsx')).HarvestPage })),
  },
  {
    path: 'harvest/:holdingId/:screen',
    lazy: withLateWords(async () => ({ Component: (await import('./harvest/AfterHarvestPage.tsx')).AfterHarvestPage })),
  },
]
