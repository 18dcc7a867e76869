// What the modules above may use of trace.
export { type CodeRequest, identifierOf, issueCodes } from './code.ts'
export { voidEvent } from './correction.ts'
export { type MadeMany, type MadeOne, mergeBatches, processGoods, produce, purchaseIn, splitBatch } from './goods.ts'
export { packOpen, packSealed, unpackOpen, unpackPieces, unpackSealed } from './pack.ts'
export { batchRoutes } from './routes.ts'
export { type Buyer, type Dispatched, dispatch, receive, returnGoods, withdraw } from './transfer.ts'
export { consume, destroy, observe } from './use.ts'
export type { BatchMade, EventDetails, ProductFacts } from './work/batch.ts'
