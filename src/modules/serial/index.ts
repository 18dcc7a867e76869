// What the modules above may use of serial.
export { type CodeRow, standingOf, unscopedCodes } from './code/lookup.ts'
export { serialRecordEffect } from './effect.ts'
export { serialPacking } from './packing.ts'
export { serialRoutes } from './routes.ts'
export { serialRuleSource } from './rule-source.ts'
export { serialSubjectSource } from './subject-source.ts'
export { serialSubscriber } from './subscriber.ts'
export { uploadSubscriber } from './upload/job.ts'
