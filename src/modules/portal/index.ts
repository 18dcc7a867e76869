export { portalRoutes } from './routes.ts'
export { portalSubscriber } from './subscriber.ts'
