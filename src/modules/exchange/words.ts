import { words } from '../../platform/i18n.ts'
import { validateWords } from './validate/words.ts'

/** Refusals of the EPCIS interface and of its documents. */
export const exchangeWords = words({
  ...validateWords,
})
