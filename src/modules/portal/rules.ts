import { maskMiddle } from '../../kernel/mask.ts'

/** What a page is about, by the kind of its code. */
export type PageKind = 'batch' | 'voucher' | 'certificate' | 'subject'

/** How the record stands: batches, vouchers and certificates are recorded or voided; operators have their own states. */
export const pageStates = ['recorded', 'voided', 'temporary', 'suspended', 'revoked', 'cancelled', 'merged'] as const
export type PageState = (typeof pageStates)[number]

/** The one thing said on top. A hold comes before everything else: the page is that message first. */
export type Verdict = PageState | AssetVerdict | 'held' | 'unknown' | 'malformed' | 'busy' | 'asset_several'

/** What is said of a lift or a cylinder: whether it may be used, as far as what is recorded of it says so. */
export type AssetVerdict = 'asset_in_use' | 'asset_not_in_use' | 'asset_stopped' | 'asset_overdue' | 'asset_scrapped'

export const verdictOf = (state: PageState, held: boolean): Verdict => (held ? 'held' : state)

/** How a verdict looks; always with an icon and a word, never by colour alone. */
export const toneOf: Record<Verdict, 'good' | 'stop' | 'wait' | 'gone' | 'info'> = {
  recorded: 'good',
  held: 'stop',
  voided: 'gone',
  temporary: 'wait',
  suspended: 'stop',
  revoked: 'stop',
  cancelled: 'gone',
  merged: 'gone',
  unknown: 'wait',
  malformed: 'info',
  busy: 'info',
  asset_in_use: 'good',
  asset_not_in_use: 'info',
  asset_stopped: 'wait',
  asset_overdue: 'stop',
  asset_scrapped: 'stop',
  asset_several: 'wait',
}

/**
 * From so many earlier scans on the page says that it is a lot. A batch code stands on every package, a document on one
 * sheet; an operator's card is meant to be scanned by everybody.
 */
export type ScanLimits = Record<PageKind, number>
export const scanLimits: ScanLimits = { batch: 500, voucher: 50, certificate: 500, subject: Number.POSITIVE_INFINITY }

/** What is said of earlier scans: words under `scan.…`, the first with `count` and `date`. */
export function scanNotes(kind: PageKind, earlier: number, limits: ScanLimits = scanLimits): string[] {
  if (kind === 'subject') return []
  if (earlier === 0) return ['scan.first']
  const first = earlier === 1 ? 'scan.again.one' : 'scan.again'
  if (earlier >= limits[kind]) return [first, kind === 'voucher' ? 'scan.many.single' : 'scan.many']
  return kind === 'batch' && earlier > 1 ? [first, 'scan.batch'] : [first]
}

/** Operators that are one person, whose name is nobody's business: farmers, and purchasers without a credit code. */
export const isPersonal = (o: { form: string; creditCode: string | null }): boolean =>
  o.form === 'individual' || (o.form === 'purchaser' && o.creditCode === null)

/** 张三丰 → 张**: as the public sees a person. */
export const maskPerson = (name: string): string => {
  const all = [...name.trim()]
  return all.length < 2 ? '*' : all[0]! + '*'.repeat(Math.min(all.length - 1, 3))
}

/** A name that somebody else wrote down (a buyer on a voucher): one that could be a person's is masked. */
export const maskStated = (name: string): string => ([...name.trim()].length <= 4 ? maskPerson(name) : name)

/** A telephone number as it stands on a public page that need not show it: 138****5678. */
export const maskContact = (contact: string): string => maskMiddle(contact, 3, 4)

/**
 * How fast codes may be guessed. A made-up code is one of ours with probability 10^-7 (docs/domain/codes.md), so the
 * limit is set for the load, wide enough for the many telephones behind one address of a mobile network.
 */
export const guessLimit = { unknown: 300, seconds: 600 }
