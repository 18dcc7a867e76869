export { raiseOverdue } from './custody/overdue.ts'
export { controlEffect, controlRuleSource } from './effect.ts'
export { controlRoutes } from './routes.ts'
export { controlSubscriber } from './subscriber.ts'
