import { words as kernelWords } from './kernel/words.ts'
import { assetWords } from './modules/asset/words.ts'
import { catalogueWords } from './modules/catalogue/words.ts'
import { controlWords } from './modules/control/words.ts'
import { deviceWords } from './modules/device/words.ts'
import { exchangeWords } from './modules/exchange/words.ts'
import { identityWords } from './modules/identity/words.ts'
import { labelWords } from './modules/label/words.ts'
import { notifyWords } from './modules/notify/words.ts'
import { oversightWords } from './modules/oversight/words.ts'
import { portalWords } from './modules/portal/words.ts'
import { productionWords } from './modules/production/words.ts'
import { proofWords } from './modules/proof/words.ts'
import { registryWords } from './modules/registry/words.ts'
import { retentionWords } from './modules/retention/words.ts'
import { serialWords } from './modules/serial/words.ts'
import { holdWords } from './modules/trace/hold/words.ts'
import { walkWords } from './modules/trace/walk/words.ts'
import { batchWords } from './modules/trace/words.ts'
import { tradeWords } from './modules/trade/words.ts'
import { documentWords } from './platform/document/words.ts'
import type { Words } from './platform/i18n.ts'
import { platformWords } from './platform/words.ts'

/** Every module's words: one registry for problem documents, screens, PDFs and the public page. */
export const allWords: Words = {
  ...platformWords,
  ...documentWords,
  ...kernelWords,
  ...identityWords,
  ...catalogueWords,
  ...registryWords,
  ...batchWords,
  ...holdWords,
  ...walkWords,
  ...proofWords,
  ...productionWords,
  ...serialWords,
  ...labelWords,
  ...tradeWords,
  ...assetWords,
  ...deviceWords,
  ...controlWords,
  ...oversightWords,
  ...retentionWords,
  ...exchangeWords,
  ...portalWords,
  ...notifyWords,
}
