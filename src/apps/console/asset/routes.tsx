import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Assets with dated duties: lifts, gas cylinders. Not under /assets: the console's own files lie there. */
export const assetRoutes: RouteObject[] = [
  {
    path: 'equipment',
    lazy: withLateWords(async () => ({ Component: (await import('./AssetsPage.tsx')).AssetsPage })),
  },
  {
    path: 'equipment/:profile/:code',
    lazy: withLateWords(async () => ({ Component: (await import('./AssetPage.tsx')).AssetPage })),
  },
]
