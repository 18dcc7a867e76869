export { querySubscriber } from './query/subscriber.ts'
export { exchangeRoutes } from './routes.ts'
