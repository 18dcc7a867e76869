// What the modules above may use of production.
export { productionRoutes } from './routes.ts'
export { productionSubscriber } from './signal/late-use.ts'
export { unscopedSignals } from './signal/queries.ts'
