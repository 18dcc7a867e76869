import { groupCode } from '../../../kernel/code.ts'
import { recogniseCode } from '../../../kernel/code-scheme.ts'
import { CN_SCHEMES } from '../../../kernel/code-schemes-cn.ts'
import { type Html, html } from '../../../platform/html.ts'
import type { Language } from '../../../platform/i18n.ts'
import { type PublicAsset, unscopedPublicAssets } from '../../asset/index.ts'
import { publicParties } from '../facts/parties.ts'
import { publicFields, type Step, showValue } from '../facts/steps.ts'
import { cut, han, partyName, row, timeline } from '../page/parts.ts'
import { showDate, tell } from '../page/say.ts'
import type { AssetVerdict } from '../rules.ts'
import { type Answer, type Asked, bare, busy, type Portal } from '../service.ts'

/** How long a page of an asset may be told again, in ms: it is reckoned from the whole history. */
const KEPT = 5000
const kept = new WeakMap<Portal, Map<string, { answer: Promise<Answer | undefined>; until: number }>>()

/** A text that could stand on a plate: letters, digits, dashes, with the brackets of a registration number. */
const couldBe = (text: string) => /^[\p{Script=Han}0-9A-Z\-()]{3,60}$/u.test(text)

/** What is looked for: a QR text may hold a code of a scheme we know (`[QP02001,…]`). */
function wanted(text: string): string {
  const known = recogniseCode(text)
  const inside = known.status === 'recognised' && text.trim().startsWith('[') ? known.code : text
  return inside.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

const equipment = CN_SCHEMES.filter((s) => s.industry === 'special_equipment')

/** Whether the text has the form of a number of equipment, so that not knowing it is worth saying. */
const looksLikeEquipment = (number: string): boolean =>
  // five or six digits are any number
  equipment.some((s) => s.id !== 'cn.lift.rescue' && s.pattern.test(number)) || /^[梯瓶容锅起车索游]/u.test(number)

/**
 * The public page of an asset, by any code or number on its plate or papers; undefined for a text that is neither
 * known nor looks like one. Not knowing it is said as that: never that anything is counterfeit.
 */
export async function answerAsset(p: Portal, asked: Asked): Promise<Answer | undefined> {
  const { language, now, address } = asked
  const number = wanted(asked.text)
  if (!couldBe(number)) return undefined
  const known = await keptAnswer(p, number, language, now)
  if (known) return known
  if (!looksLikeEquipment(number)) return undefined
  const minutes = await p.guesses.unknown(address, now)
  if (minutes > 0) return busy(language, minutes)
  const means = html`<section><p class="t"><span class="c">${/^\d+$/.test(number) ? groupCode(number) : cut(number)}</span></p><p>${tell('verdict.unknown.asset_means', language)}</p></section>`
  return bare(language, 'unknown', 404, [tell('verdict.unknown.asset', language)], means)
}

function keptAnswer(p: Portal, number: string, language: Language, now: string): Promise<Answer | undefined> {
  const all = kept.get(p) ?? new Map()
  kept.set(p, all)
  const key = `${language} ${now.slice(0, 10)} ${number}`
  const found = all.get(key)
  if (found && found.until > Date.now()) return found.answer
  if (all.size > 1000) all.clear()
  const answer = pageOf(p, number, language, now)
  all.set(key, { answer, until: Date.now() + KEPT })
  // a failure is nobody's page
  answer.catch(() => all.delete(key))
  return answer
}

async function pageOf(p: Portal, number: string, language: Language, now: string): Promise<Answer | undefined> {
  const assets = await unscopedPublicAssets(p.db, number, now)
  const [only] = assets
  if (!only) return undefined
  if (assets.length > 1) return several(assets, number, language)
  const verdict = verdictOf(only)
  return bare(language, verdict, 200, sentences(only, verdict, language), await body(p, only, number, language))
}

const verdictOf = ({ state, blocked }: PublicAsset): AssetVerdict => {
  if (state === 'scrapped') return 'asset_scrapped'
  if (blocked) return 'asset_overdue'
  return `asset_${state}`
}

function sentences({ duties, profile }: PublicAsset, verdict: AssetVerdict, language: Language): string[] {
  const overdue = duties.find((d) => d.blocks && d.standing === 'overdue')
  const values = { kind: profile.names[language] }
  const first = tell(`verdict.${verdict}.sentence`, language, values)
  if (verdict !== 'asset_overdue' || !overdue) return [first]
  const due = { duty: overdue.names[language], date: showDate(overdue.dueOn, language) }
  return [first, tell('verdict.asset_overdue.since', language, due)]
}

/** Several things under one number: what each is, and nothing decided. */
function several(assets: readonly PublicAsset[], number: string, language: Language): Answer {
  const list = assets.map((a) => {
    const name = html`${a.profile.names[language]} <span class="c">${a.code}</span>`
    // under one code in two chains an address of its own could not tell them apart
    const alone = assets.filter((o) => o.code === a.code).length === 1 && a.code !== number
    return html`<li>${alone ? html`<a href="/s/${encodeURIComponent(a.code)}">${name}</a>` : name} · ${tell(
      `verdict.${verdictOf(a)}`,
      language,
    )}</li>`
  })
  const text = tell('verdict.asset_several.sentence', language, { count: assets.length })
  return bare(language, 'asset_several', 200, [text], html`<section><ul class="y">${list}</ul></section>`)
}

async function body(p: Portal, a: PublicAsset, number: string, language: Language): Promise<Html> {
  const { profile, code, facts, duties, inCharge, last } = a
  const parties = await publicParties(p.db, [...new Set([...inCharge, ...last].map((x) => x.partyId))])
  const shown = facts.flatMap(({ event, key, names, value }) => {
    const field = profile.events.find((e) => e.id === event)?.fields.find((f) => f.key === key)
    const text = field && showValue(field, value, language)
    return text ? [row(language, names, han(cut(text), language))] : []
  })
  const said = number === code ? false : html`<span class="c">${cut(number)}</span>`
  const steps = last.slice(0, 8).map(
    ({ event, on, partyId, values }): Step => ({
      ...{ kind: event.id, names: event.names, from: on, until: on, count: 1, parties: [partyId], archivedOn: null },
      fields: publicFields(event, values, on),
    }),
  )
  return html`<section><h2>${tell('page.asset', language)}</h2><p class="t">${profile.names[language]}</p><dl class="r">${row(
    language,
    'page.asset_code',
    html`<span class="c">${code}</span>`,
  )}${row(language, 'page.asset_asked', said)}${shown}${inCharge.map(({ names, partyId }) => {
    const party = parties.get(partyId)
    return row(language, names, party && partyName(party, language))
  })}</dl></section>${
    duties.length > 0 &&
    html`<section><h2>${tell('page.asset_duties', language)}</h2><dl class="r">${duties.map((d) =>
      row(
        language,
        d.names,
        d.standing === 'overdue'
          ? html`${showDate(d.dueOn, language)} <span class="x">${tell('page.asset_overdue_days', language, { days: -d.daysLeft })}</span>`
          : showDate(d.dueOn, language),
      ),
    )}</dl></section>`
  }${timeline(language, { steps, cut: false }, parties, new Set(parties.keys()), 'page.asset_last')}<section><h2>${tell('page.asset_proves', language)}</h2><ul class="z"><li>${tell('page.asset_declared', language)}</li><li>${tell('page.asset_not_instead', language)}</li></ul></section>`
}
