import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

/** Codes of single things: uploads of them, and each code. */
export const serialRoutes: RouteObject[] = [
  { path: 'codes', lazy: withLateWords(async () => ({ Component: (await import('./UploadsPage.tsx')).UploadsPage })) },
  {
    path: 'codes/new',
    lazy: withLateWords(async () => ({ Component: (await import('./NewUploadPage.tsx')).NewUploadPage })),
  },
  {
    path: 'codes/uploads/:uploadId',
    lazy: withLateWords(async () => ({ Component: (await import('./UploadPage.tsx')).UploadPage })),
  },
  { path: 'codes/see', lazy: withLateWords(async () => ({ Component: (await import('./CodePage.tsx')).CodePage })) },
]
