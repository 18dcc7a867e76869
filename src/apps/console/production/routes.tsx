import type { RouteObject } from 'react-router'

/** Under /production: records, inputs, completeness. */
export const productionRoutes: RouteObject[] = [
  {
    path: 'production/record/:profile/:event',
    lazy: async () => ({ Component: (await import('./RecordPage.tsx')).RecordPage }),
  },
]
