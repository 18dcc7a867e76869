import type { i18n as I18n } from 'i18next'
import { isUnit, UNITS } from '../../../kernel/unit.ts'
import type { JournalEntry } from '../../../modules/oversight/journal/schema.ts'
import { listText } from '../../../ui/listText.ts'
import { groupCode } from '../../../ui/values.tsx'

export type Fact = { key: string; label: string; value: string }

/** Where the words of a value are, by the name it is kept under. */
const wordsOf: Record<string, string> = {
  roles: 'role.',
  sectors: 'sector.',
  sector: 'sector.',
  signal: 'signal.',
  filingKind: 'filing.kind.',
  reasons: 'filing.reason.',
  permissions: 'permission.',
  level: 'agency.level.',
  source: 'hold_source.',
  scope: 'hold_scope.',
  from: 'operator.state.',
}
/** `kind` is a different thing in each subject's entries. */
const kindsOf: Record<string, string> = {
  agency: 'agency.kind.',
  document: 'document.kind.',
  event: 'event.kind.',
  finding: 'desk.kind.',
  identifier: 'identifier.kind.',
}
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isCode = (key: string) => /^(code|subjectCode|certificateCode)$/.test(key)

/**
 * What was kept beside an entry: what a person reads, with known values in words, and apart from it the ids that a
 * program or an auditor looks for. Empty values are left out.
 */
export function factsOf(e: JournalEntry, i18n: I18n): { facts: Fact[]; ids: Fact[] } {
  const { language } = i18n
  const say = (key: string, value: string): string => {
    const word = `${(key === 'kind' && kindsOf[e.kind.split('.')[0]!]) || wordsOf[key] || '?'}${value}`
    if (i18n.exists(word)) return i18n.t(word)
    if (key === 'unit' && isUnit(value)) return UNITS[value].names[language === 'zh' ? 'zh' : 'en']
    return isCode(key) ? groupCode(value) : value
  }
  const text = (key: string, value: unknown): string => {
    if (Array.isArray(value) && value.every((v) => typeof v === 'string'))
      return listText(
        value.map((v) => say(key, v)),
        language,
      )
    return typeof value === 'object' ? JSON.stringify(value) : say(key, String(value))
  }
  const word = (key: string) => (i18n.exists(`journal.data.${key}`) ? i18n.t(`journal.data.${key}`) : key)
  const all = Object.entries(e.data)
    .filter(([, v]) => v !== null && v !== '' && !(Array.isArray(v) && v.length === 0))
    .map(([key, v]) => ({ key, label: word(key), value: text(key, v), forPrograms: isForPrograms(v) }))
  return { facts: all.filter((f) => !f.forPrograms), ids: all.filter((f) => f.forPrograms) }
}

/** Ids, lists of them, and what has parts of its own. */
const isForPrograms = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(isForPrograms)
    : typeof value === 'object'
      ? value !== null
      : typeof value === 'string' && uuid.test(value)
