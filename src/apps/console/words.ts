import type { Words } from '../../platform/i18n.ts'
import { uiWords } from '../../ui/words.ts'
import { appWords } from './app/words.ts'

/** The words of the console's own screens; those of the modules are in src/words.ts. */
export const consoleWords: Words = {
  ...uiWords,
  ...appWords,
}
