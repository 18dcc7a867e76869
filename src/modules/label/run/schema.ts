import * as z from 'zod'
import { command, query, raw } from '../../../platform/endpoint.ts'
import { Language, Refused } from '../certificate/schema.ts'
import { mostLabels, templates } from '../rules.ts'

const Template = z.enum(templates).meta({ id: 'LabelTemplate' })

export const PrintRun = z
  .object({
    partyId: z.uuid(),
    runId: z.uuid(),
    holdingId: z.uuid(),
    batchCode: z.string(),
    productName: z.string(),
    template: Template,
    copies: z.int(),
    /** 证码合一: the code of the certificate that the label also is. */
    certificateCode: z.string().nullable(),
    printedAt: z.string(),
  })
  .meta({ id: 'PrintRun' })
export type PrintRun = z.infer<typeof PrintRun>

export const printLabels = command({
  name: 'printLabels',
  path: '/api/print-runs',
  permission: 'label:print',
  summary: { zh: '打印追溯标签', en: 'Start a print run of labels' },
  input: z.object({
    holdingId: z.uuid(),
    template: Template,
    copies: z.int().min(1).max(mostLabels),
    /** 证码合一: print the commitment certificate in QR form; the batch must have one. */
    certified: z.boolean().default(false),
    /** Labels already used on the first sheet. */
    used: z.int().min(0).max(23).default(0),
    /** Dotted lines to cut along, on plain paper. */
    cutLines: z.boolean().default(false),
    language: Language.default('zh'),
  }),
  output: PrintRun,
})

/** What stands on one label; what is absent is not printed. */
export const LabelPrinted = z
  .object({
    code: z.string(),
    product: z.string(),
    producer: z.object({ name: z.string(), contact: z.string().optional() }),
    batchDate: z.string(),
    quantity: z.object({ amount: z.string(), unit: z.string() }).optional(),
    circulatedOn: z.string().optional(),
    buyer: z.string().optional(),
  })
  .meta({ id: 'LabelPrinted' })
export type LabelPrinted = z.infer<typeof LabelPrinted>

export const previewLabel = query({
  name: 'previewLabel',
  path: '/api/label-preview',
  permission: 'label:print',
  summary: { zh: '打印前查看标签内容', en: 'What a label of a batch would say, before it is printed' },
  input: z.object({ holdingId: z.uuid() }),
  output: z.object({
    label: LabelPrinted,
    /** What its QR code carries. */
    address: z.string(),
    /** 证码合一: the words that the Order asks for, Chinese on every label. */
    mark: z.string(),
    /** Why the label cannot be the certificate too: the reason that printing it so would be refused with. */
    uncertified: Refused.nullable(),
  }),
})

export const listPrintRuns = query({
  name: 'listPrintRuns',
  path: '/api/print-runs',
  permission: 'batch:read',
  summary: { zh: '打印任务', en: 'Print runs' },
  input: z.object({
    partyId: z.uuid().optional(),
    holdingId: z.uuid().optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(PrintRun), nextCursor: z.string().nullable() }),
})

export const printRunPdf = raw({
  name: 'printRunPdf',
  path: '/api/print-runs/:runId/pdf',
  permission: 'label:print',
  summary: { zh: '标签打印文件', en: 'The labels of a print run' },
  input: z.object({ runId: z.uuid() }),
  output: z.any(),
  answers: ['application/pdf'],
})

export const printRunEndpoints = [printLabels, previewLabel, listPrintRuns, printRunPdf]
