import { aiEntry } from '../../../kernel/gs1/ai.ts'
import type { Element } from '../../../kernel/gs1/elements.ts'
import type { Gs1Reason } from '../../../kernel/gs1/read.ts'
import { gs1Words } from '../../../kernel/gs1/words.ts'
import { html } from '../../../platform/html.ts'
import type { Language } from '../../../platform/i18n.ts'
import { cut, row } from '../page/parts.ts'
import { tell } from '../page/say.ts'
import { lookUpForm } from '../page/shell.ts'
import { type Answer, type Asked, bare, busy, heldSentences, type Portal } from '../service.ts'
import { type PortalWord, portalWords } from '../words.ts'
import { holdOn, type Known } from './known.ts'
import type { Link } from './link.ts'

/** What each part of the identifier is called; the dictionary's own name where we have no word. */
const label = (ai: string): PortalWord | { zh: string; en: string } => {
  const key = `page.gs1.${ai}`
  const title = aiEntry(ai)?.title || ai
  return key in portalWords ? (key as PortalWord) : { zh: title, en: title }
}

const rows = (elements: readonly Element[], language: Language) =>
  html`<dl>${elements.map(({ ai, value }) => row(language, label(ai), html`<span class="c">${value}</span>`))}</dl>`

/**
 * The page of goods that others gave a GS1 identifier: that events of it came, and whether it is on hold. Who reported
 * what is for those who may see the events; nothing of it is shown.
 */
export async function gs1Page(
  p: Portal,
  { language }: Pick<Asked, 'language'>,
  { elements }: Link,
  known: Exclude<Known, { kind: 'operator' }>,
): Promise<Answer> {
  const body = html`<section><h2>${tell('page.gs1', language)}</h2>${rows(elements, language)}<p class="q">${tell('page.gs1.means', language)}</p></section>`
  const hold = known.kind === 'item' ? await holdOn(p.db, known.items) : undefined
  return hold
    ? bare(
        language,
        'held',
        200,
        await heldSentences(p, hold, 'batch', { state: 'recorded', stateAt: null }, language),
        body,
      )
    : bare(language, 'recorded', 200, [tell(`verdict.recorded.gs1.${known.kind}`, language)], body)
}

/** Nothing of it was ever reported here. Made-up identifiers count as made-up codes do. */
export async function gs1Unknown(p: Portal, { language, address, now }: Asked, { elements }: Link): Promise<Answer> {
  const minutes = await p.guesses.unknown(address, now)
  if (minutes > 0) return busy(language, minutes)
  return bare(
    language,
    'unknown',
    404,
    [tell('verdict.unknown.gs1', language)],
    html`<section>${rows(elements, language)}<p>${tell('verdict.unknown.means', language)}</p></section>`,
  )
}

/** What is wrong with the identifier, and a box with it to put right. */
export const gs1Malformed = (language: Language, text: string, reason: Gs1Reason): Answer =>
  bare(
    language,
    'malformed',
    400,
    [gs1Words[reason][language]],
    html`<section>${lookUpForm(language, 'page.lookup_first', cut(text))}</section>`,
  )
