export {
  countOverdueDuties,
  type KeptDuty,
  overdueDuties,
  refreshDuties,
  unscopedDutiesNear,
} from './duty-store.ts'
export { assetEffect } from './number.ts'
export { type PublicAsset, unscopedPublicAssets } from './public.ts'
export { assetRoutes } from './routes.ts'
export { assetRuleSource } from './rule-source.ts'
export { assetSubscriber } from './subscriber.ts'
