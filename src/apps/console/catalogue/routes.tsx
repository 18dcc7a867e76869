import type { RouteObject } from 'react-router'
import { withLateWords } from '../app/i18n.ts'

const product = async () => ({ Component: (await import('./ProductPage.tsx')).ProductPage })

/** One's products. */
export const productRoutes: RouteObject[] = [
  { path: 'production/products', lazy: async () => ({ Component: (await import('./ProductsPage.tsx')).ProductsPage }) },
  { path: 'production/products/new', lazy: product },
  { path: 'production/products/:productId', lazy: product },
]

/** What follows which profile, and what provinces ask for beyond the profiles. */
export const catalogueRoutes: RouteObject[] = [
  {
    path: 'catalogue',
    lazy: withLateWords(async () => ({ Component: (await import('./traced/CataloguePage.tsx')).CataloguePage })),
  },
  {
    path: 'catalogue/new',
    lazy: withLateWords(async () => ({ Component: (await import('./traced/NewEntryPage.tsx')).NewEntryPage })),
  },
  {
    path: 'catalogue/:entryId',
    lazy: withLateWords(async () => ({ Component: (await import('./traced/EntryPage.tsx')).EntryPage })),
  },
  {
    path: 'overlays',
    lazy: withLateWords(async () => ({ Component: (await import('./overlay/OverlaysPage.tsx')).OverlaysPage })),
  },
  {
    path: 'overlays/new',
    lazy: withLateWords(async () => ({ Component: (await import('./overlay/ProposePage.tsx')).ProposePage })),
  },
  {
    path: 'overlays/:overlayId',
    lazy: withLateWords(async () => ({ Component: (await import('./overlay/OverlayPage.tsx')).OverlayPage })),
  },
]
