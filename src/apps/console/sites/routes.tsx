import type { RouteObject } from 'react-router'

const site = async () => ({ Component: (await import('./SitePage.tsx')).SitePage })
const plot = async () => ({ Component: (await import('./PlotPage.tsx')).PlotPage })

/** Sites and plots. */
export const siteRoutes: RouteObject[] = [
  { path: 'production/sites', lazy: async () => ({ Component: (await import('./SitesPage.tsx')).SitesPage }) },
  { path: 'production/sites/new', lazy: site },
  { path: 'production/sites/:siteId', lazy: site },
  { path: 'production/plots/new', lazy: plot },
  { path: 'production/plots/:plotId', lazy: plot },
]
