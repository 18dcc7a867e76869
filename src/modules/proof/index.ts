// What the server and the modules above may use of proof.
export { openHalt } from './log/checkpoint.ts'
export { proofMetrics } from './seal/metrics.ts'
export { type LogSealer, startSealer } from './seal/sealer.ts'
