import type { RouteObject } from 'react-router'

const product = async () => ({ Component: (await import('./ProductPage.tsx')).ProductPage })

/** One's products. */
export const productRoutes: RouteObject[] = [
  { path: 'production/products', lazy: async () => ({ Component: (await import('./ProductsPage.tsx')).ProductsPage }) },
  { path: 'production/products/new', lazy: product },
  { path: 'production/products/:productId', lazy: product },
]
