import type { RouteObject } from 'react-router'

/** Assets with dated duties: lifts, gas cylinders. Not under /assets: the console's own files lie there. */
export const assetRoutes: RouteObject[] = [
  { path: 'equipment', lazy: async () => ({ Component: (await import('./AssetsPage.tsx')).AssetsPage }) },
  { path: 'equipment/:profile/:code', lazy: async () => ({ Component: (await import('./AssetPage.tsx')).AssetPage }) },
]
