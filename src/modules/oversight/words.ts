import { words } from '../../platform/i18n.ts'
import { deskWords } from './desk/words.ts'
import { journalWords } from './journal/words.ts'

export const oversightWords = words({ ...deskWords, ...journalWords })
