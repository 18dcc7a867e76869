// What the server and the modules above may use of proof.
export { logKeys, openHalt } from './log/checkpoint.ts'
export { proofRoutes } from './routes.ts'
export { proofMetrics } from './seal/metrics.ts'
export { type LogSealer, startSealer } from './seal/sealer.ts'
