import type { RouteObject } from 'react-router'

/** Commitment certificates and labels. */
export const labelRoutes: RouteObject[] = [
  {
    path: 'certificates',
    lazy: async () => ({ Component: (await import('./CertificatesPage.tsx')).CertificatesPage }),
  },
  {
    path: 'certificates/new',
    lazy: async () => ({ Component: (await import('./IssuePage.tsx')).IssuePage }),
  },
  {
    path: 'certificates/collected',
    lazy: async () => ({ Component: (await import('./CollectedPage.tsx')).CollectedPage }),
  },
  {
    path: 'certificates/:certificateId',
    lazy: async () => ({ Component: (await import('./CertificatePage.tsx')).CertificatePage }),
  },
  { path: 'labels', lazy: async () => ({ Component: (await import('./RunsPage.tsx')).RunsPage }) },
  { path: 'labels/new', lazy: async () => ({ Component: (await import('./NewLabelsPage.tsx')).NewLabelsPage }) },
]
