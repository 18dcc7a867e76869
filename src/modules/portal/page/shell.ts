import { type Html, html, trusted } from '../../../platform/html.ts'
import type { Language } from '../../../platform/i18n.ts'
import { toneOf, type Verdict } from '../rules.ts'
import type { PortalWord } from '../words.ts'
import { css, favicon, icons } from './looks.ts'
import { tell } from './say.ts'

/** Everything before what the page is about. The way to the other language keeps the address: only `lang` changes. */
const top = (language: Language, title: string, other: string): Html => {
  const to = language === 'zh' ? 'en' : 'zh'
  return html`<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><meta name="robots" content="noindex"><link rel="icon" href="${trusted(favicon)}"><style>${trusted(css)}</style></head><body><header><a href="/">${trusted(icons.mark)}${tell('portal.name', language)}</a><a href="${other}" hreflang="${to === 'zh' ? 'zh-CN' : 'en'}" lang="${to === 'zh' ? 'zh-CN' : 'en'}">${tell('portal.other_language', language)}</a></header><main>`
}

const bottom = (language: Language): Html =>
  html`</main><footer>${tell('page.footer', language)}</footer></body></html>`

/** Where a person types a code; `value` is what was typed before. */
export const lookUpForm = (language: Language, label: PortalWord, value = ''): Html =>
  html`<form action="/s" method="get"><label for="code">${tell(label, language)}</label><small id="help">${tell('page.lookup_help', language)}</small><div><input id="code" name="code" autocomplete="off" autocapitalize="characters" maxlength="300" aria-describedby="help" value="${value}"><button>${tell('page.lookup_go', language)}</button></div><input type="hidden" name="lang" value="${language}"></form>`

/** The block on top: icon, word, sentences. */
export const verdictBlock = (language: Language, verdict: Verdict, sentences: readonly string[]): Html =>
  html`<div class="v ${toneOf[verdict]}">${trusted(icons[toneOf[verdict]])}<div><h1>${tell(`verdict.${verdict}`, language)}</h1>${sentences.map((s) => html`<p>${s}</p>`)}</div></div>`

/** What the page proves and what not, whom to tell, and a box for another code: the same under every verdict. */
const honesty = (language: Language, proves: boolean, verdict: Verdict): Html =>
  html`${
    proves &&
    html`<section><h2>${tell('page.proves', language)}</h2><ul class="y"><li>${tell('page.proves.issued', language)}</li><li>${tell('page.proves.declared', language)}</li><li>${tell('page.proves.now', language)}</li></ul><h2>${tell('page.proves_not', language)}</h2><ul class="z"><li>${tell('page.proves_not.genuine', language)}</li><li>${tell('page.proves_not.safe', language)}</li></ul></section>`
  }<section><h2>${tell('page.report', language)}</h2>${report(language, verdict)}</section>${verdict !== 'malformed' && html`<section>${lookUpForm(language, 'page.lookup')}</section>`}`

const report = (language: Language, verdict: Verdict): Html => {
  const how = verdict.startsWith('asset_') ? 'page.report.how_asset' : 'page.report.how'
  const [before = '', middle = '', after = ''] = tell(how, language).split(/\{12315\}|\{12345\}/)
  return html`${before}<a href="tel:12315">12315</a>${middle}<a href="tel:12345">12345</a>${after}`
}

type Frame = { top: Buffer; foot: Buffer }
const frames = new Map<string, Frame>()

/** The parts of a page that depend only on language and verdict, made once. */
function frame(language: Language, verdict: Verdict, proves: boolean): Frame {
  const key = `${language} ${verdict} ${proves}`
  let made = frames.get(key)
  if (!made) {
    const title = `${tell(`verdict.${verdict}`, language)} · ${tell('portal.name', language)}`
    const other = `?lang=${language === 'zh' ? 'en' : 'zh'}`
    made = {
      top: Buffer.from(top(language, title, other).text),
      foot: Buffer.from(html`<div class="a">${honesty(language, proves, verdict)}</div>${bottom(language)}`.text),
    }
    frames.set(key, made)
  }
  return made
}

/** The whole page: verdict, note on earlier scans, then `body`, which is HTML already. */
export function wholePage(
  language: Language,
  verdict: Verdict,
  { block, notes = '', body = '', proves = true }: { block: string; notes?: string; body?: string; proves?: boolean },
): Buffer {
  const { top: before, foot } = frame(language, verdict, proves)
  return Buffer.concat([before, Buffer.from(`${block}${notes}<div>${body}</div>`), foot])
}

/** The line about earlier scans. */
export const notesBlock = (sentences: readonly string[]): string =>
  sentences.length ? html`<p class="n">${trusted(icons.clock)}<span>${sentences.join(' ')}</span></p>`.text : ''

/** A plain page of ours that is about no code. */
export const plainPage = (
  language: Language,
  title: string,
  body: Html,
  other = `?lang=${language === 'zh' ? 'en' : 'zh'}`,
) => html`${top(language, title, other)}${body}${bottom(language)}`.text
