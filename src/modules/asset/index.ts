export { assetRoutes } from './routes.ts'
export { assetRuleSource } from './rule-source.ts'
