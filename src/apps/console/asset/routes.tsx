import type { RouteObject } from 'react-router'

/** Assets with dated duties: lifts, gas cylinders. */
export const assetRoutes: RouteObject[] = [
  { path: 'assets', lazy: async () => ({ Component: (await import('./AssetsPage.tsx')).AssetsPage }) },
  { path: 'assets/:profile/:code', lazy: async () => ({ Component: (await import('./AssetPage.tsx')).AssetPage }) },
]
