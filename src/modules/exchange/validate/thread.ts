import { serveDocuments } from '../../../platform/document/thread.ts'
import { type Format, validated } from './service.ts'

export type ValidateJob = { validate: { text: string; format: Format } }

serveDocuments<ValidateJob>({
  validate: async ({ text, format }) => new TextEncoder().encode(JSON.stringify(validated(text, format))),
})
