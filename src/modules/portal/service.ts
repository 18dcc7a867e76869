import { type CodeKind, parseCode } from '../../kernel/code.ts'
import { recogniseCode } from '../../kernel/code-scheme.ts'
import { words as kernelWords } from '../../kernel/words.ts'
import type { Db } from '../../platform/db.ts'
import { type Html, html } from '../../platform/html.ts'
import type { Language } from '../../platform/i18n.ts'
import { partyNames } from '../identity/index.ts'
import { buildPage, isIssued } from './page/build.ts'
import type { Content } from './page/content.ts'
import { codeText, cut } from './page/parts.ts'
import { showDay, tell } from './page/say.ts'
import { lookUpForm, notesBlock, plainPage, verdictBlock, wholePage } from './page/shell.ts'
import { type PageKind, type ScanLimits, scanLimits, scanNotes, type Verdict, verdictOf } from './rules.ts'
import type { ScanCounter } from './scan/counter.ts'
import type { GuessLimiter } from './scan/guess.ts'
import { holdOf, type Scanned, type ScanReader } from './scan/statement.ts'
import type { PortalWord } from './words.ts'

export type Answer = { status: number; page: string; retryAfter?: number }
export type Asked = { text: string; language: Language; address: string; now: string; counted: boolean }

export type Portal = {
  db: Db
  read: ScanReader
  counter: ScanCounter
  guesses: GuessLimiter
  limits?: ScanLimits
  /** Pages being made now, so that a crowd before a new page makes it once. */
  building: Map<string, Promise<Content | undefined>>
}

/** Answers a scan. Everything that is the same for every scan of a verdict was made once; no statement but the scan's. */
export async function answerScan(p: Portal, asked: Asked): Promise<Answer> {
  const { language, address, now } = asked
  const minutes = p.guesses.wait(address, Date.parse(now))
  if (minutes > 0) return busy(language, minutes)
  const parsed = parseCode(asked.text)
  if (!parsed.ok) return malformed(language, asked.text, parsed.reason)
  const { code, kind } = parsed
  let row = await p.read(code, language)
  if (!row?.fresh) {
    if (!row && !(await isIssued(p.db, code, kind))) return unknown(p, asked, code)
    if (!(await buildOnce(p, code, kind, now))) return unknown(p, asked, code)
    row = (await p.read(code, language)) ?? row
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
  const first = row.firstAt ?? unwritten?.first ?? now
  const verdict = verdictOf(row.state, row.held)
  const notes = scanNotes(kind, earlier, p.limits ?? scanLimits)
  const said = notes.length
    ? noteText(notes as PortalWord[], language, { count: earlier, date: showDay(first, language) })
    : ''
  const block = row.held
    ? verdictBlock(language, 'held', await heldSentences(p, code, kind, row, language)).text
    : recorded(verdict, kind, language, row.stateAt)
  return { status: 200, page: wholePage(language, verdict, { block, notes: said, body: row.body }) }
}

const noteText = (keys: readonly PortalWord[], language: Language, values: Record<string, unknown>) =>
  notesBlock([keys.map((k) => tell(k, language, values)).join(language === 'zh' ? '。' : '. ')])

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
async function heldSentences(
  p: Portal,
  code: string,
  kind: PageKind,
  row: Scanned,
  language: Language,
): Promise<string[]> {
  const page = await p.db
    .selectFrom('portal.page')
    .select(['partyIds', 'holdingIds'])
    .where('code', '=', code)
    .executeTakeFirst()
  const hold = await holdOf(p.db, page?.partyIds ?? [], page?.holdingIds ?? [])
  const name = hold && (await partyNames(p.db, [hold.issuerId])).get(hold.issuerId)
  const issuer = (language === 'en' && name?.nameEn) || name?.name || tell('verdict.held.authority', language)
  return [
    tell('verdict.held.sentence', language),
    ...(hold
      ? [tell('verdict.held.since', language, { date: showDay(hold.placedAt, language), issuer: cut(issuer) })]
      : []),
    tell('verdict.held.have', language),
    ...(row.state === 'voided' && row.stateAt
      ? [tell(`verdict.voided.${kind}` as PortalWord, language, { date: showDay(row.stateAt, language) })]
      : []),
  ]
}

const bare = (
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
  return bare(
    language,
    'unknown',
    404,
    [tell('verdict.unknown.sentence', language)],
    html`<section><p class="t">${codeText(code)}</p><p>${tell('verdict.unknown.means', language)}</p></section>`,
  )
}

/** What is wrong with what was typed, and a box with it to put right. */
function malformed(language: Language, text: string, reason: keyof typeof kernelWords): Answer {
  const known = recogniseCode(text)
  const gtin = known.status === 'recognised' && known.scheme.startsWith('gs1.')
  const sentence = gtin ? tell('verdict.malformed.gtin', language) : kernelWords[reason][language]
  return bare(
    language,
    'malformed',
    404,
    [sentence],
    html`<section>${lookUpForm(language, 'page.lookup_first', cut(text))}</section>`,
  )
}

function busy(language: Language, minutes: number): Answer {
  const sentences = [tell('verdict.busy.sentence', language, { minutes })]
  return { ...bare(language, 'busy', 429, sentences, undefined), retryAfter: minutes * 60 }
}

/** The home page: what can be looked up, and a box for a code. */
export function homePageText(language: Language): string {
  const [before = '', after = ''] = tell('home.sign_in', language).split('{api}')
  return plainPage(
    language,
    `${tell('portal.name', language)} · ${tell('portal.tagline', language)}`,
    html`<div class="v"><div><h1>${tell('home.title', language)}</h1><p>${tell('home.sentence', language)}</p></div></div><section>${lookUpForm(language, 'page.lookup_first')}</section><section><h2>${tell('home.kinds', language)}</h2><ul class="y">${(
      ['batch', 'certificate', 'voucher', 'subject'] as const
    ).map(
      (k) => html`<li>${tell(`home.kind.${k}`, language)}</li>`,
    )}</ul><p class="q">${before}<a href="/api-docs/">/api-docs</a>${after}</p></section>`,
  )
}
