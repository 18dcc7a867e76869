import { words } from '../../platform/i18n.ts'
import { identifierWords } from './identifier/words.ts'
import { queryWords } from './query/words.ts'
import { validateWords } from './validate/words.ts'

/** Refusals of the EPCIS interface and of its documents. */
export const exchangeWords = words({
  ...identifierWords,
  ...queryWords,
  ...validateWords,
})
