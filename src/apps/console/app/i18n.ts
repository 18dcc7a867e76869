import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, languageOf, languages } from '../../../platform/i18n.ts'

const kept = 'suyuan.language'
const load = { zh: () => import('virtual:words/zh'), en: () => import('virtual:words/en') }

const loadLate = { zh: () => import('virtual:late-words/zh'), en: () => import('virtual:late-words/en') }
/** Languages whose late words are here, or on their way. */
const lateHere = new Map<Language, Promise<void>>()

/** The reader's language: chosen before on this device, else the browser's. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept)
  return languages.find((l) => l === chosen) ?? languageOf(navigator.languages.join(','))
}

async function add(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', (await load[language]()).default)
}

/** Starts i18next over the words of every module: flat keys, `{name}` takes a value as `say` does. */
export async function startWords(): Promise<void> {
  const lng = firstLanguage()
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: {},
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    saveMissing: true,
    // a missing word is shown as its key and fails the browser tests
    missingKeyHandler: (_languages, _namespace, key) => console.error(`missing word: ${key}`),
    react: { useSuspense: false },
  })
  await add(lng)
  mark(lng)
}

function addLate(language: Language): Promise<void> {
  const coming =
    lateHere.get(language) ??
    loadLate[language]().then((words) => {
      i18next.addResourceBundle(language, 'translation', words.default)
    })
  lateHere.set(language, coming)
  // a line that drops is no answer: the next page asks again
  coming.catch(() => lateHere.delete(language))
  return coming
}

/** A page together with the words that come with the first such page (`lateWords` of words.ts), for its line of routes.tsx. */
export const withLateWords =
  <T>(load: () => Promise<T>): (() => Promise<T>) =>
  async () =>
    (await Promise.all([load(), addLate(i18next.language as Language)]))[0]

const mark = (language: Language) => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** Changes the language at once, and for the next visit on this device. */
export async function setLanguage(language: Language): Promise<void> {
  await Promise.all([add(language), lateHere.size > 0 && addLate(language)])
  localStorage.setItem(kept, language)
  mark(language)
  await i18next.changeLanguage(language)
}
