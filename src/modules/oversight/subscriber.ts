import type { JournalRow, Subscriber } from '../../platform/journal.ts'
import { deleteFinding, type Finding, insertFinding } from './desk/queries.ts'

const signals: Record<string, string> = {
  'production.lateUse': 'late_use',
  'production.voidedUse': 'voided_use',
  'production.testFailed': 'test_failed',
}

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
  const text = (key: string) => (typeof data[key] === 'string' ? data[key] : null)
  const signal = signals[kind]
  const facts = signal
    ? { signal, ...pick(['holdingId', 'recordId', 'inputName', 'allowedFrom'], text) }
    : pick(['reason', 'inputName', 'substance', 'event'], text)
  return {
    partyId,
    findingId: about!,
    kind: signal ? 'signal' : 'refusal',
    sector: text('sector'),
    facts,
    notedAt: at,
  }
}

const pick = (keys: readonly string[], of: (key: string) => string | null) =>
  Object.fromEntries(keys.map((key) => [key, of(key)]))
