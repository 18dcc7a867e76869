import { catalogueWords } from '../../modules/catalogue/words.ts'
import { controlWords } from '../../modules/control/words.ts'
import { deviceWords } from '../../modules/device/words.ts'
import { noticeKinds } from '../../modules/notify/rules.ts'
import { journalWords } from '../../modules/oversight/journal/words.ts'
import { portalWords } from '../../modules/portal/words.ts'
import { retentionWords } from '../../modules/retention/words.ts'
import { serialWords } from '../../modules/serial/words.ts'
import type { Words } from '../../platform/i18n.ts'
import { uiWords } from '../../ui/words.ts'
import { appWords } from './app/words.ts'
import { assetScreenWords } from './asset/words.ts'
import { batchScreenWords } from './batch/words.ts'
import { overlayScreenWords } from './catalogue/overlay/words.ts'
import { tracedScreenWords } from './catalogue/traced/words.ts'
import { productWords } from './catalogue/words.ts'
import { controlScreenWords } from './control/words.ts'
import { deviceScreenWords } from './device/words.ts'
import { exchangeScreenWords } from './exchange/words.ts'
import { holdScreenWords } from './hold/words.ts'
import { identityScreenWords } from './identity/words.ts'
import { labelScreenWords } from './label/words.ts'
import { noticeWords } from './notify/words.ts'
import { organisationWords } from './organisation/words.ts'
import { deskScreenWords, journalScreenWords } from './oversight/words.ts'
import { preferenceWords } from './preference/words.ts'
import { recordLateWords } from './production/late-words.ts'
import { taskWords } from './production/task/words.ts'
import { completenessWords, inputWords, productionScreenWords } from './production/words.ts'
import { licenceScreenWords } from './registry/licence/words.ts'
import { registryScreenWords } from './registry/words.ts'
import { retentionScreenWords } from './retention/words.ts'
import { serialScreenWords } from './serial/words.ts'
import { siteWords } from './sites/words.ts'
import { traceWords } from './trace/words.ts'
import { tradeScreenWords } from './trade/words.ts'

/** The words of the console's own screens; those of the modules are in src/words.ts. */
export const consoleWords: Words = {
  ...uiWords,
  ...appWords,
  ...registryScreenWords,
  ...licenceScreenWords,
  ...organisationWords,
  ...assetScreenWords,
  ...batchScreenWords,
  ...labelScreenWords,
  ...noticeWords,
  ...preferenceWords,
  ...productionScreenWords,
  ...inputWords,
  ...completenessWords,
  ...taskWords,
  ...recordLateWords,
  ...serialScreenWords,
  ...siteWords,
  ...productWords,
  ...tracedScreenWords,
  ...overlayScreenWords,
  ...controlScreenWords,
  ...deviceScreenWords,
  ...exchangeScreenWords,
  ...holdScreenWords,
  ...deskScreenWords,
  ...journalScreenWords,
  ...retentionScreenWords,
  ...identityScreenWords,
  ...traceWords,
  ...tradeScreenWords,
}

/** What a form of a step is refused with, on pages that come without the words of controlled goods. */
const refusedOnSteps = new Set([
  'permit.exceeded',
  'control_person.not_listed',
  'control_person.not_in_force',
  'custody.codes_do_not_match',
  'custody.in_other_hands',
  'constraint.custody_code_once',
])

/**
 * Words of pages that few people open: they come with the first such page (`withLateWords` of app/i18n.ts, in its line of
 * routes.tsx), not with the first load. What stands on a first page or may be refused there does not belong here.
 */
export const lateWords: Words = {
  ...traceWords,
  ...exchangeScreenWords,
  ...identityScreenWords,
  ...holdScreenWords,
  ...preferenceWords,
  ...assetScreenWords,
  ...taskWords,
  ...licenceScreenWords,
  ...journalScreenWords,
  ...journalWords,
  ...retentionScreenWords,
  ...retentionWords,
  ...tracedScreenWords,
  ...overlayScreenWords,
  ...recordLateWords,
  ...controlScreenWords,
  ...deviceScreenWords,
  ...deviceWords,
  ...serialScreenWords,
  ...Object.fromEntries(
    Object.entries(serialWords).filter(([key]) =>
      /^(?:serial\.(?:row|file)\.|serial_upload\.|serial_code\.)/.test(key),
    ),
  ),
  ...Object.fromEntries(
    Object.entries(catalogueWords).filter(([key]) => /^(?:overlay|traced_class|profile)\./.test(key)),
  ),
  ...Object.fromEntries(Object.entries(controlWords).filter(([key]) => !refusedOnSteps.has(key))),
}

/** Whether a word waits for the first page that says it. */
export const saidLater = (key: string): boolean => Object.hasOwn(lateWords, key)

/** Beginnings of keys that only the interface for other systems says, in its refusals. */
const ofTheInterface = ['epcis.', 'epcis_query.', 'epcis_capture.', 'gs1.']

/**
 * Words that no screen of the console says: the public pages', what a notice says (the server does), and those of the
 * interface for other systems (the page of a captured document brings its own). Everybody would load them first.
 */
export const saidElsewhere = (key: string): boolean =>
  Object.hasOwn(portalWords, key) ||
  noticeKinds.some((kind) => key === `notice.${kind}`) ||
  ofTheInterface.some((start) => key.startsWith(start))
