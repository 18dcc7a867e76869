// What the modules above may use of production.

export { assetsInScope, isAssetInScope, unscopedAssetRecords } from './record/assets.ts'
export { assetCodes } from './record/rules.ts'
export { recordFacts } from './record/service.ts'
export { productionRoutes } from './routes.ts'
export { addRecordEffect, type RecordEffect, type RecordedEvent } from './rule/effects.ts'
export { ruleSubscriber } from './rule/late.ts'
export { addRuleSource, type Judged, type RuleSource } from './rule/sources.ts'
export { productionSubscriber } from './signal/late-use.ts'
export { unscopedSignals } from './signal/queries.ts'
export { judgeTransfer, type TransferJudged } from './transfer/judge.ts'
