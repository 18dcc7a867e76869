export { remindAll } from './reminder/remind.ts'
export { notifyRoutes } from './routes.ts'
export { notifySubscriber } from './subscriber.ts'
