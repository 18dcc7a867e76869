import { groupCode } from '../../../kernel/code.ts'
import type { Names } from '../../../kernel/names.ts'
import { type Html, html, trusted } from '../../../platform/html.ts'
import type { Language } from '../../../platform/i18n.ts'
import type { PublicCertificate } from '../../label/index.ts'
import type { PublicParty } from '../facts/parties.ts'
import { type Step, showQuantity } from '../facts/steps.ts'
import type { PortalWord } from '../words.ts'
import { showDate, showDay, showTime, tell } from './say.ts'

/** Names that others wrote are shown to this length, so that no record can push the page over its size. */
const LONGEST = 80
export const cut = (text: string, most = LONGEST): string => {
  const all = [...text]
  return all.length > most ? `${all.slice(0, most - 1).join('')}…` : text
}

/** Chinese words that have no English are told to the reader's voice as Chinese. */
export const han = (text: string, language: Language): Html =>
  language === 'en' && /\p{Script=Han}/u.test(text) ? html`<span lang="zh-CN">${text}</span>` : html`${text}`

export const row = (language: Language, label: PortalWord | Names, value: Html | string | false | undefined): Html =>
  value
    ? html`<div><dt>${typeof label === 'string' ? tell(label, language) : label[language]}</dt><dd>${value}</dd></div>`
    : html``

export const codeText = (code: string): Html => html`<span class="c">${groupCode(code)}</span>`

/** A code by fours on a line of its own: it is read out on the telephone. */
export const codeRow = (language: Language, label: PortalWord, code: string, leads = false): Html =>
  html`<div class="w"><dt>${tell(label, language)}</dt><dd>${
    leads ? html`<a href="/s/${code}">${codeText(code)}</a>` : codeText(code)
  }</dd></div>`

export const place = (names: readonly string[], language: Language): Html | undefined =>
  names.length ? han(names.join(' '), language) : undefined

/** The name of a party, leading to its card; a registration that is not in force is said beside it. */
export function partyName(p: PublicParty, language: Language): Html {
  const name = language === 'en' && p.nameEn ? html`${cut(p.nameEn)}` : han(cut(p.name), language)
  const linked = p.subjectCode ? html`<a href="/s/${p.subjectCode}">${name}</a>` : name
  const off = p.state && p.state !== 'recorded' && p.state !== 'merged'
  return html`${linked}${off && html` <span class="x">${tell(`verdict.${p.state!}` as PortalWord, language)}</span>`}`
}

/** Several names, the rest as a number. */
export function partyList(ids: readonly string[], parties: ReadonlyMap<string, PublicParty>, language: Language): Html {
  const known = ids.flatMap((id) => parties.get(id) ?? [])
  const shown = known.slice(0, 3)
  return html`${shown.map((p) => html`<p>${partyName(p, language)}</p>`)}${
    known.length > shown.length &&
    html`<p class="q">${tell('page.and_more', language, { count: language === 'zh' ? known.length : known.length - shown.length })}</p>`
  }`
}

/** The way of the goods. Who made or changed them is named; who only traded them is shown by county. */
export function timeline(
  language: Language,
  { steps, cut: isCut }: { steps: readonly Step[]; cut: boolean },
  parties: ReadonlyMap<string, PublicParty>,
  named: ReadonlySet<string>,
  title: PortalWord = 'page.steps',
): Html {
  if (!steps.length) return html``
  return html`<section><h2>${tell(title, language)}</h2><ol>${steps.map((s) => {
    const who = s.parties.flatMap((id) => parties.get(id) ?? [])
    const names = who.map((p) => (named.has(p.partyId) ? cut(p.name, 40) : p.place.slice(0, 3).join(' ')))
    const shown = [...new Set(names)].filter(Boolean)
    const rest = shown.length - 3
    const days =
      s.from === s.until ? showDate(s.from, language) : `${showDate(s.from, language)} – ${showDate(s.until, language)}`
    return html`<li><b>${s.names[language]}</b> <span class="q">${days}${
      s.count > 1 && html` · ${tell('page.step_count', language, { count: s.count })}`
    }</span>${
      shown.length > 0 &&
      html`<p>${han(shown.slice(0, 3).join(language === 'zh' ? '、' : ', '), language)}${
        rest > 0 && html` ${tell('page.and_more', language, { count: language === 'zh' ? shown.length : rest })}`
      }</p>`
    }${
      s.fields.length > 0 &&
      html`<p>${s.fields.map(
        (f, i) =>
          html`${i > 0 && ' · '}${f.label[language]}${trusted(language === 'zh' ? '：' : ': ')}<span${f.bad && trusted(' class="x"')}>${han(f.value[language], language)}</span>`,
      )}</p>`
    }${
      s.archivedOn !== null &&
      html`<p class="q">${tell('page.step_archived', language, { date: showDate(s.archivedOn, language) })}</p>`
    }</li>`
  })}</ol>${isCut && html`<p class="q">${tell('page.steps_cut', language)}</p>`}</section>`
}

/** The words the law wants in a prominent place, in Chinese on every page, with what they mean beside them. */
const band = (language: Language, voided: boolean): Html =>
  html`<h2 class="h${voided && ' x'}" lang="zh-CN">承诺达标合格证</h2>${
    language === 'en' && html`<p class="q">${tell('page.certificate', language)}</p>`
  }`

/** A certificate with every element that the law has shown on scan; `leads`: also a way to its own page. */
export function certificate(language: Language, c: PublicCertificate, { leads = true } = {}): Html {
  const voided = c.voidedAt !== null
  const basis = c.basis
    .map((b) => tell(`page.basis.${b}` as PortalWord, language))
    .join(language === 'zh' ? '；' : '; ')
  return html`${band(language, voided)}${
    voided &&
    html`<p class="x">${tell('page.certificate_voided', language, { date: showDay(c.voidedAt!, language) })}</p>`
  }<p>${tell(c.style === 2 ? 'page.promise2' : 'page.promise1', language)}</p><dl>${row(language, 'page.promise_basis', basis)}${row(
    language,
    'page.product',
    han(cut(c.productName), language),
  )}${row(language, 'page.promise_quantity', showQuantity(c.quantity, c.unit, language))}${row(
    language,
    'page.origin',
    han(cut(c.origin), language),
  )}${row(language, 'page.promised_by', han(cut(c.issuerName), language))}${row(
    language,
    'page.contact',
    han(cut(c.contact, 40), language),
  )}${row(language, 'page.issued_at', showTime(c.issuedAt, language))}${codeRow(language, 'page.certificate_code', c.code, leads)}</dl>`
}

/** A certificate that came along with the goods a batch was made from: whose it is, and the way to it. */
export const certificateBehind = (language: Language, c: PublicCertificate): Html =>
  html`${band(language, false)}<p>${tell('page.certificate_behind', language)}</p><dl>${row(
    language,
    'page.product',
    han(cut(c.productName), language),
  )}${row(language, 'page.promised_by', han(cut(c.issuerName), language))}${row(
    language,
    'page.issued_at',
    showTime(c.issuedAt, language),
  )}${codeRow(language, 'page.certificate_code', c.code, true)}</dl>`
