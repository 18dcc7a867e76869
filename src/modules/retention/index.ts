// What the server, the scripts and the modules above may use of retention.
export { auditArchives } from './audit.ts'
export { addRetentionBlock, type RetentionBlock } from './blocks.ts'
export { retentionRoutes } from './routes.ts'
export { type RetentionRunner, retentionRunner } from './runner.ts'
export { type RetentionWorker, startRetention, workRuns } from './worker.ts'
