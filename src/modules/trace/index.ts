// What the modules above may use of trace.
export {
  type ArchivedEvent,
  archivedFields,
  archiveTexts,
  packText,
  unpackText,
  unscopedArchivedEvents,
  unscopedArchivedTexts,
} from './archive.ts'
export { captureEvents } from './capture/capture.ts'
export { type Captured, type CaptureEvent, hashId, refuseCapture } from './capture/incoming.ts'
export { captureSubscriber } from './capture/subscriber.ts'
export { type CodeRequest, identifierOf, issueCodes } from './code.ts'
export { voidEvent } from './correction.ts'
export { type EventHash, eventHash } from './epcis/hash.ts'
export {
  capturedEvent,
  type EventKey,
  isCaptured,
  type Rendered,
  renderedEvents,
  type StoredEvent,
  unscopedEpcisEvents,
  unscopedStoredEvents,
} from './epcis/render.ts'
export type { Sensed } from './epcis/sensed.ts'
export { namedEvent, namedNormal } from './epcis/sight.ts'
export { type MadeMany, type MadeOne, mergeBatches, processGoods, produce, purchaseIn, splitBatch } from './goods.ts'
export { type HistoryFact, type ItemHistory, unscopedDestinations, unscopedHistories } from './history.ts'
export { countHoldsInForce, holdsInForce } from './hold/in-force.ts'
export { openMarks } from './hold/marks.ts'
export { unscopedHolds } from './hold/queries.ts'
export { holdRoutes } from './hold/routes.ts'
export { liftHold, placeHold, releaseHolding, unscopedPlaceHold } from './hold/service.ts'
export { holdSubscriber } from './hold/subscriber.ts'
export { packOpen, packSealed, unpackOpen, unpackPieces, unpackSealed } from './pack.ts'
export { batchNames, type EventInSight, eventsInSight, getHolding } from './queries.ts'
export { openRanges, type Range, unscopedRanges } from './range.ts'
export { type GoodsIn, requireGoodsIn } from './received.ts'
export { batchRoutes } from './routes.ts'
export {
  bringBack,
  firstEverPacked,
  type InsideColumns,
  type Named,
  sealPacks,
  swapInside,
  takeOut,
  useUp,
} from './seal.ts'
export { instantOf } from './time.ts'
export { receive, returnGoods, withdraw } from './transfer/answer.ts'
export { type Buyer, type Dispatched, dispatch } from './transfer/dispatch.ts'
export { unscopedTransferGoods } from './transfer/row.ts'
export { consume, destroy, observe, observeSensed } from './use.ts'
export {
  type Applied,
  type AppliedSource,
  addSubjectSource,
  hasRecursiveWalk,
  type SubjectSource,
  setAppliedSource,
  setRecursiveWalk,
  walk,
  walkRoutes,
} from './walk/index.ts'
export { type BatchMade, type EventDetails, type ProductFacts, requireFacts } from './work/batch.ts'
export { type Effects, listHash, packedHash } from './work/effects.ts'
export { isForeign as isForeignParty } from './work/holding.ts'
