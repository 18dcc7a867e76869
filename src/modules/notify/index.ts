export { notifyRoutes } from './routes.ts'
export { notifySubscriber } from './subscriber.ts'
