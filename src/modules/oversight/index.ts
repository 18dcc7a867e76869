export { oversightRoutes } from './routes.ts'
export { oversightSubscriber } from './subscriber.ts'
