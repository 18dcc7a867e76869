// What the rest of trace and the modules above may use of walking.
export { type Applied, type AppliedSource, setAppliedSource } from './applied.ts'
export type { Walk, Way } from './graph.ts'
export { walkRoutes } from './routes.ts'
export { addSubjectSource, type SubjectSource } from './sources.ts'
export { requireStart } from './start.ts'
export { traceFor } from './trace.ts'
export { hasRecursiveWalk, setRecursiveWalk, walk } from './walk.ts'
