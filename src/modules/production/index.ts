// What the modules above may use of production.

export { unscopedApplied } from './input/applied.ts'
export {
  type ArchivedRecord,
  archiveDigest,
  archiveRecords,
  isPacked,
  type Kept,
  purgeRecords,
  type RecordKey,
  unscopedArchivedRecords,
} from './record/archive.ts'
export {
  type AssetKey,
  type AssetRecord,
  assetsInScope,
  isAssetInScope,
  unscopedAssetRecords,
  unscopedAssetsOfRecord,
} from './record/assets.ts'
export { pseudonym, shownFields } from './record/personal.ts'
export { recordsOfEvents, unscopedMasks, unscopedRecord } from './record/queries.ts'
export { assetCodes } from './record/rules.ts'
export { recordFacts } from './record/service.ts'
export { productionRoutes } from './routes.ts'
export { addRecordEffect, type RecordEffect, type RecordedEvent } from './rule/effects.ts'
export { raise } from './rule/judge.ts'
export { ruleSubscriber } from './rule/late.ts'
export { addRuleSource, type Judged, type RuleSource } from './rule/sources.ts'
export { unscopedTasksDue } from './rule/tasks.ts'
export { productionSubscriber } from './signal/late-use.ts'
export { unscopedSignals } from './signal/queries.ts'
export { addPacking, type Packing } from './step/packing.ts'
export { judgeTransfer, type TransferJudged } from './transfer/judge.ts'
