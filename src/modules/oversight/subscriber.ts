import type { JournalRow, Subscriber } from '../../platform/journal.ts'
import { deleteFinding, type Finding, insertFinding } from './desk/queries.ts'

const signals: Record<string, string> = {
  'production.lateUse': 'late_use',
  'production.voidedUse': 'voided_use',
  'production.testFailed': 'test_failed',
  'production.ruleAlarm': 'rule',
  'production.lateFact': 'late_fact',
  'production.voidedFact': 'voided_fact',
}

/** Of the rule of a profile that said it. */
const OF_RULES = ['rule', 'textZh', 'textEn', 'source']

/** Brings what production refused and reported, and its signals, to the desk; a signal that no longer holds leaves it. */
export const oversightSubscriber: Subscriber = {
  name: 'oversight',
  kinds: ['production.refused', 'production.signalWithdrawn', ...Object.keys(signals)],
  async handle(ctx, row) {
    if (row.kind === 'production.signalWithdrawn') await deleteFinding(ctx.db, row.partyId, row.about!)
    else await insertFinding(ctx.db, findingOf(row))
  },
}

function findingOf({ partyId, kind, about, data, at }: JournalRow): Finding {
  const said = (data['text'] ?? {}) as Record<string, unknown>
  const told: Record<string, unknown> = { ...data, textZh: said['zh'], textEn: said['en'] }
  const text = (key: string) => (typeof told[key] === 'string' ? told[key] : null)
  const signal = signals[kind]
  const facts = signal
    ? { signal, ...pick(['holdingId', 'recordId', 'inputName', 'allowedFrom', ...OF_RULES], text) }
    : pick(['reason', 'inputName', 'substance', 'event', ...OF_RULES], text)
  return {
    // a fact that arrives late may tell of another party's event
    partyId: text('ofParty') ?? partyId,
    findingId: about!,
    kind: signal ? 'signal' : 'refusal',
    sector: text('sector'),
    facts,
    notedAt: at,
  }
}

const pick = (keys: readonly string[], of: (key: string) => string | null) =>
  Object.fromEntries(keys.map((key) => [key, of(key)]))
