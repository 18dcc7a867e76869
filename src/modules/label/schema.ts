import { certificateEndpoints } from './certificate/schema.ts'
import { printRunEndpoints } from './run/schema.ts'

export * from './certificate/schema.ts'
export { LabelPrinted, listPrintRuns, PrintRun, previewLabel, printLabels, printRunPdf } from './run/schema.ts'

/** Every operation of this module. */
export const labelEndpoints = [...certificateEndpoints, ...printRunEndpoints]
