import { type Reason, reasonWords } from '../../../kernel/epcis/reasons.ts'
import { type Word, words } from '../../../platform/i18n.ts'

const entries = Object.entries(reasonWords).map(([reason, word]): [string, Word] => [`epcis.problem.${reason}`, word])

/** Why an EPCIS document or event is refused: `epcis.problem.<reason>`. */
export const validateWords = words(Object.fromEntries(entries) as Record<`epcis.problem.${Reason}`, Word>)
