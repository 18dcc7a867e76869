import { gs1Words } from '../../../kernel/gs1/words.ts'

/** What can be wrong with a GS1 identifier: the kernel's words. */
export const identifierWords = gs1Words
