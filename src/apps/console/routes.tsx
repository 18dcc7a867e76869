import type { RouteObject } from 'react-router'
import { FailedPage, NotThere } from './app/FailedPage.tsx'
import { HomePage } from './app/HomePage.tsx'
import { Shell } from './app/Shell.tsx'
import { assetRoutes } from './asset/routes.tsx'
import { batchRoutes } from './batch/routes.tsx'
import { catalogueRoutes, productRoutes } from './catalogue/routes.tsx'
import { controlRoutes } from './control/routes.tsx'
import { deviceRoutes } from './device/routes.tsx'
import { exchangeRoutes } from './exchange/routes.tsx'
import { holdRoutes } from './hold/routes.tsx'
import { identityRoutes } from './identity/routes.tsx'
import { labelRoutes } from './label/routes.tsx'
import { noticeRoutes } from './notify/routes.tsx'
import { organisationRoutes } from './organisation/routes.tsx'
import { oversightRoutes } from './oversight/routes.tsx'
import { preferenceRoutes } from './preference/routes.tsx'
import { productionRoutes } from './production/routes.tsx'
import { registerRoute, registryRoutes } from './registry/routes.tsx'
import { retentionRoutes } from './retention/routes.tsx'
import { serialRoutes } from './serial/routes.tsx'
import { siteRoutes } from './sites/routes.tsx'
import { traceRoutes } from './trace/routes.tsx'
import { tradeRoutes } from './trade/routes.tsx'

/** Every page of the console; each folder brings its own, loaded when it is opened. */
export const routes: RouteObject[] = [
  {
    path: '/sign-in',
    lazy: async () => ({ Component: (await import('./app/SignInPage.tsx')).SignInPage }),
    errorElement: <FailedPage />,
  },
  { ...registerRoute, errorElement: <FailedPage /> },
  {
    path: '/',
    element: <Shell />,
    errorElement: <FailedPage />,
    children: [
      { index: true, element: <HomePage /> },
      { path: '_parts', lazy: async () => ({ Component: (await import('./app/PartsPage.tsx')).PartsPage }) },
      ...organisationRoutes,
      ...assetRoutes,
      ...batchRoutes,
      ...controlRoutes,
      ...labelRoutes,
      ...noticeRoutes,
      ...preferenceRoutes,
      ...productionRoutes,
      ...productRoutes,
      ...catalogueRoutes,
      ...siteRoutes,
      ...registryRoutes,
      ...deviceRoutes,
      ...serialRoutes,
      ...exchangeRoutes,
      ...holdRoutes,
      ...oversightRoutes,
      ...retentionRoutes,
      ...identityRoutes,
      ...traceRoutes,
      ...tradeRoutes,
      { path: '*', element: <NotThere /> },
    ],
  },
]
