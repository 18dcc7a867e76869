import { type CodeKind, groupCode, parseCode } from '../../kernel/code.ts'
import { CODE_SCHEMES, recogniseCode } from '../../kernel/code-scheme.ts'
import { words as kernelWords } from '../../kernel/words.ts'
import type { Db } from '../../platform/db.ts'
import { type Html, html } from '../../platform/html.ts'
import type { Language } from '../../platform/i18n.ts'
import { partyNames } from '../identity/index.ts'
import { publicBatchOf } from '../serial/index.ts'
import { isClosed } from './facts/closed.ts'
import { buildPage } from './page/build.ts'
import type { Content } from './page/content.ts'
import { cut } from './page/parts.ts'
import { showDay, tell } from './page/say.ts'
import { lookUpForm, notesBlock, plainPage, verdictBlock, wholePage } from './page/shell.ts'
import { type PageKind, type ScanLimits, scanLimits, scanNotes, type Verdict, verdictOf } from './rules.ts'
import type { ScanCounter } from './scan/counter.ts'
import type { GuessLimiter } from './scan/guess.ts'
import type { Scanned, ScanReader } from './scan/statement.ts'
import type { PortalWord } from './words.ts'

export type Answer = { status: number; page: Buffer | string; retryAfter?: number }
export type Asked = { text: string; language: Language; address: string; now: string; counted: boolean }

export type Portal = {
  db: Db
  reader: () => Promise<ScanReader>
  counter: ScanCounter
  guesses: GuessLimiter
  limits?: ScanLimits
  /** Answers what is no code of ours: the number of a lift or a cylinder. */
  otherwise?: (p: Portal, asked: Asked) => Promise<Answer | undefined>
  /** Pages being made now, so that a crowd before a new page makes it once. */
  building: Map<string, Promise<Content | undefined>>
}

/** Answers a scan. Everything that is the same for every scan of a verdict was made once; no statement but the scan's. */
export async function answerScan(p: Portal, asked: Asked): Promise<Answer> {
  const { language, address, now } = asked
  const minutes = p.guesses.wait(address, Date.parse(now))
  if (minutes > 0) return busy(language, minutes)
  const parsed = parseCode(asked.text)
  if (!parsed.ok) {
    // a code of another coding that is on record here: the page of its batch
    const batch = await publicBatchOf(p.db, asked.text)
    if (batch && !isClosed(batch)) return answerScan(p, { ...asked, text: batch.code })
    return (await p.otherwise?.(p, asked)) ?? malformed(language, asked.text, parsed.reason)
  }
  const { code, kind } = parsed
  const reader = await p.reader()
  let row = await reader.read(code, language)
  if (!row?.fresh) {
    if (!row && !(await reader.isIssued(code, kind))) return unknown(p, asked, code)
    if (!(await buildOnce(p, code, kind, now))) return unknown(p, asked, code)
    row = (await reader.read(code, language)) ?? row
  }
  return show(p, asked, code, kind, row!)
}

function buildOnce(p: Portal, code: string, kind: CodeKind, now: string): Promise<Content | undefined> {
  let making = p.building.get(code)
  if (!making) {
    making = buildPage(p.db, code, kind, now).finally(() => p.building.delete(code))
    p.building.set(code, making)
  }
  return making
}

async function show(p: Portal, asked: Asked, code: string, kind: PageKind, row: Scanned): Promise<Answer> {
  const { language, now } = asked
  const unwritten = asked.counted ? p.counter.add(code, now) : undefined
  const earlier = row.count + (unwritten?.count ?? 0)
  const verdict = verdictOf(row.state, row.held !== undefined)
  const notes = scanNotes(kind, earlier, p.limits ?? scanLimits) as PortalWord[]
  const said = noteText(notes, language, earlier, row.firstAt ?? unwritten?.first ?? now)
  const block = row.held
    ? verdictBlock(language, 'held', await heldSentences(p, row.held, kind, row, language)).text
    : recorded(verdict, kind, language, row.stateAt)
  return { status: 200, page: wholePage(language, verdict, { block, notes: said, body: row.body }) }
}

const firstScan = { zh: notesBlock([tell('scan.first', 'zh')]), en: notesBlock([tell('scan.first', 'en')]) }

function noteText(keys: readonly PortalWord[], language: Language, count: number, first: string): string {
  if (!keys.length) return ''
  if (keys[0] === 'scan.first') return firstScan[language]
  const values = { count, date: showDay(first, language) }
  return notesBlock([keys.map((k) => tell(k, language, values)).join(language === 'zh' ? '。' : '. ')])
}

const blocks = new Map<string, string>()

/** The verdict of a code that is not on hold; without a date it is always the same. */
function recorded(verdict: Verdict, kind: PageKind, language: Language, stateAt: string | null): string {
  const key = `${verdict} ${kind} ${language}`
  const known = blocks.get(key)
  if (known !== undefined) return known
  const date = stateAt === null ? '' : showDay(stateAt, language)
  const block = verdictBlock(language, verdict, [tell(`verdict.${verdict}.${kind}` as PortalWord, language, { date })])
  if (verdict === 'recorded') blocks.set(key, block.text)
  return block.text
}

/** What a person must know at once, then since when and by whom; a document that is also void says so too. */
export async function heldSentences(
  p: Portal,
  hold: NonNullable<Scanned['held']>,
  kind: PageKind,
  row: Pick<Scanned, 'state' | 'stateAt'>,
  language: Language,
): Promise<string[]> {
  const name = await issuerName(p, hold.issuerId)
  const issuer = (language === 'en' && name?.nameEn) || name?.name || tell('verdict.held.authority', language)
  return [
    tell('verdict.held.sentence', language),
    tell('verdict.held.since', language, { date: showDay(hold.placedAt, language), issuer: cut(issuer) }),
    tell('verdict.held.have', language),
    ...(row.state === 'voided' && row.stateAt
      ? [tell(`verdict.voided.${kind}` as PortalWord, language, { date: showDay(row.stateAt, language) })]
      : []),
  ]
}

type Name = { name: string; nameEn: string | null } | undefined
type Kept = { name: Promise<Name>; until: number }
const issuers = new WeakMap<Portal, Map<string, Kept>>()

/** Who placed a hold: the same few agencies again and again, so a name is kept for five seconds. */
function issuerName(p: Portal, partyId: string): Promise<Name> {
  const known = issuers.get(p) ?? new Map<string, Kept>()
  issuers.set(p, known)
  const kept = known.get(partyId)
  if (kept && kept.until > Date.now()) return kept.name
  if (known.size > 1000) known.clear()
  const name = partyNames(p.db, [partyId]).then((names) => names.get(partyId))
  known.set(partyId, { name, until: Date.now() + 5000 })
  // a failure is nobody's name
  name.catch(() => known.delete(partyId))
  return name
}

/** A page that was not made before: of a code that is not ours. */
export const bare = (
  language: Language,
  verdict: Verdict,
  status: number,
  sentences: readonly string[],
  body: Html | undefined,
): Answer => {
  const block = verdictBlock(language, verdict, sentences).text
  return { status, page: wholePage(language, verdict, { block, body: body?.text ?? '', proves: false }) }
}

async function unknown(p: Portal, { language, address, now }: Asked, code: string): Promise<Answer> {
  const minutes = await p.guesses.unknown(address, now)
  if (minutes > 0) return busy(language, minutes)
  return { status: 404, page: unknownPage(language, code) }
}

const unknownPages: Partial<Record<Language, string[]>> = {}

/** Made-up codes come in crowds: only the code differs. */
function unknownPage(language: Language, code: string): Buffer {
  const nobodys = groupCode('0'.repeat(20))
  unknownPages[language] ??= bare(
    language,
    'unknown',
    404,
    [tell('verdict.unknown.sentence', language)],
    html`<section><p class="t"><span class="c">${nobodys}</span></p><p>${tell('verdict.unknown.means', language)}</p></section>`,
  )
    .page.toString()
    .split(nobodys)
  return Buffer.from(unknownPages[language].join(groupCode(code)))
}

/** What is wrong with what was typed, and a box with it to put right. */
function malformed(language: Language, text: string, reason: keyof typeof kernelWords): Answer {
  const known = recogniseCode(text)
  const scheme = known.status === 'recognised' ? CODE_SCHEMES.find((s) => s.id === known.scheme) : undefined
  const sentence =
    scheme?.resolver === 'none'
      ? tell('verdict.malformed.foreign', language, { scheme: scheme.names[language], issuer: scheme.issuer[language] })
      : known.status === 'recognised'
        ? tell('verdict.malformed.gtin', language)
        : kernelWords[reason][language]
  return bare(
    language,
    'malformed',
    404,
    [sentence],
    html`<section>${lookUpForm(language, 'page.lookup_first', cut(text))}</section>`,
  )
}

export function busy(language: Language, minutes: number): Answer {
  const sentences = [tell('verdict.busy.sentence', language, { minutes })]
  return { ...bare(language, 'busy', 429, sentences, undefined), retryAfter: minutes * 60 }
}

/** The home page: what can be looked up, and a box for a code. */
export function homePageText(language: Language): string {
  const [before = '', between = '', after = ''] = tell('home.sign_in', language).split(/\{enter\}|\{api\}/)
  return plainPage(
    language,
    `${tell('portal.name', language)} · ${tell('portal.tagline', language)}`,
    html`<div class="v"><div><h1>${tell('home.title', language)}</h1><p>${tell('home.sentence', language)}</p></div></div><section>${lookUpForm(language, 'page.lookup_first')}</section><section><h2>${tell('home.kinds', language)}</h2><ul class="y">${(
      ['batch', 'certificate', 'voucher', 'subject', 'asset'] as const
    ).map(
      (k) => html`<li>${tell(`home.kind.${k}`, language)}</li>`,
    )}</ul><p class="q">${before}<a href="/console/">${tell('home.enter', language)}</a>${between}<a href="/api-docs/">/api-docs</a>${after}</p><p class="q"><a href="/verify?lang=${language}">${tell('home.verify', language)}</a></p></section>`,
  )
}
