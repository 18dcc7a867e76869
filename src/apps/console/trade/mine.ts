/** What there is to sell, as the screens of a sale ask for it: asked once, used by each. */
export const myStock = { inStock: 'yes', limit: 100 } as const
/** Whom I sold to lately. */
export const mySales = { direction: 'out', limit: 100 } as const
