import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Loggers: what they measured and what they are with. */
export const deviceRoutes: RouteObject[] = [
  {
    path: 'devices',
    lazy: withLateWords(async () => ({ Component: (await import('./DevicesPage.tsx')).DevicesPage })),
  },
  {
    path: 'devices/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewDevicePage.tsx')).NewDevicePage })),
  },
  {
    path: 'devices/:deviceId',
    lazy: withLateWords(async () => ({ Component: (await import('./DevicePage.tsx')).DevicePage })),
  },
  {
    path: 'devices/:deviceId/bind',
    lazy: withLateWords(async () => ({ Component: (await import('./BindPage.tsx')).BindPage })),
  },
]
