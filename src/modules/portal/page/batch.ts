import { compare } from '../../../kernel/quantity.ts'
import type { Db } from '../../../platform/db.ts'
import { type Html, html } from '../../../platform/html.ts'
import type { Language } from '../../../platform/i18n.ts'
import { type PublicCertificate, publicCertificateOf, publicCertificatesBehind } from '../../label/index.ts'
import { type Chain, type Happening, readChain } from '../facts/chain.ts'
import { isClosed } from '../facts/closed.ts'
import { type PublicParty, publicParties } from '../facts/parties.ts'
import { eventOf, makingKinds, profileBehind, publicSteps, showQuantity } from '../facts/steps.ts'
import { type CodeRow, type Content, sourcesOf } from './content.ts'
import { certificate, certificateBehind, codeRow, cut, han, partyList, place, row, timeline } from './parts.ts'
import { showDate, tell } from './say.ts'

type Item = {
  homeId: string
  itemId: string
  productName: string | null
  classCode: string | null
  profile: string | null
  madeOn: string | null
  unit: string
}

/** The page of a batch or pack: product, producer, origin, certificate and the way it came; none of a chain that is closed to the public. */
export async function batchContent(db: Db, code: CodeRow): Promise<Content | undefined> {
  const item = await db
    .selectFrom('trace.item')
    .select(['homeId', 'itemId', 'productName', 'classCode', 'profile', 'madeOn', 'unit'])
    .where('homeId', '=', code.homeId)
    .where('itemId', '=', code.itemId)
    .executeTakeFirst()
  if (!item || isClosed(item)) return undefined
  const chain = await readChain(db, item.homeId, item.itemId)
  const parties = await publicParties(db, [item.homeId, ...chain.happenings.map((h) => h.eventParty)])
  const className = await classNameOf(db, item.classCode)
  const certificates = await certificatesOf(db, item, chain)
  const { steps, more } = publicSteps(chain.happenings)

  const producers = doing(chain.happenings, 'produce')
  const purchasers = doing(chain.happenings, 'purchase_in')
  const processors = doing(chain.happenings, 'process')
  const named = new Set(chain.happenings.filter((h) => makingKinds.has(h.kind)).map((h) => h.eventParty))
  named.add(item.homeId)
  const render = (language: Language): string => {
    const name = item.productName ?? className?.[language] ?? tell('page.product', language)
    const also = className?.[language]
    return html`<section><h2>${tell('page.product', language)}</h2><p class="t">${han(cut(name), language)}${
      also && also !== name && html` <small>${also}</small>`
    }</p><dl>${row(language, 'page.producer', producers.length > 0 && partyList(producers, parties, language))}${row(
      language,
      'page.purchaser',
      purchasers.length > 0 && partyList(purchasers, parties, language),
    )}${row(
      language,
      'page.processor',
      processors.length > 0 && partyList(processors, parties, language),
    )}${row(language, 'page.origin', origin(chain, parties, producers, language))}${row(
      language,
      madeOnLabel(chain.happenings) ?? 'page.made_on',
      item.madeOn !== null && showDate(item.madeOn, language),
    )}${row(language, 'page.quantity', quantityOf(chain, item, language))}${row(
      language,
      'page.issuer',
      !producers.includes(item.homeId) &&
        !purchasers.includes(item.homeId) &&
        !processors.includes(item.homeId) &&
        partyList([item.homeId], parties, language),
    )}${codeRow(language, 'page.code', code.code)}</dl></section><section>${
      certificates.shown.length > 0
        ? certificates.shown.map((c) => (certificates.behind ? certificateBehind : certificate)(language, c))
        : html`<h2>${tell('page.certificate', language)}</h2><p class="q">${tell('page.certificate_none', language)}</p>`
    }${
      certificates.more > 0 &&
      html`<p class="q">${tell('page.certificate_more', language, { count: certificates.more })}</p>`
    }</section>${timeline(language, { steps, cut: chain.cut || more }, parties, named)}`.text
  }
  return {
    state: code.state === 'voided' ? 'voided' : 'recorded',
    stateAt: code.voidedAt,
    holdings: chain.own,
    sources: sourcesOf(chain.holdings, named),
    body: { zh: render('zh'), en: render('en') },
  }
}

/**
 * What to show with a batch: its own certificate, void only where there is no valid one; without any, the valid ones
 * nearest on each way back, which came along with the goods.
 */
async function certificatesOf(
  db: Db,
  item: Item,
  chain: Chain,
): Promise<{ shown: PublicCertificate[]; behind: boolean; more: number }> {
  const own = await publicCertificateOf(db, [item])
  const valid = own.filter((c) => c.voidedAt === null)
  if (own.length) return { shown: valid.length ? valid.slice(0, 2) : own.slice(0, 1), behind: false, more: 0 }
  const home = chain.own.find((k) => k.partyId === item.homeId) ?? chain.own[0]
  // so many origins that a page does not look through them all: their certificates are not looked for either
  const behind = home && !chain.cut ? await publicCertificatesBehind(db, home) : []
  return { shown: behind.slice(0, 1), behind: true, more: Math.max(0, behind.length - 1) }
}

/** Who recorded events of this kind, each once. */
const doing = (happenings: readonly Happening[], kind: string): string[] => [
  ...new Set(happenings.flatMap((h) => (h.kind === kind ? [h.eventParty] : []))),
]

/** Where it grew: the producers' divisions, and what purchasers declared of goods from outside. */
function origin(
  chain: Chain,
  parties: ReadonlyMap<string, PublicParty>,
  producers: readonly string[],
  language: Language,
): Html | undefined {
  const grown = producers.flatMap((id) => parties.get(id)?.place.slice(0, 4).join(' ') || [])
  const declared = chain.happenings.flatMap((h) => {
    const { origin: field } = (h.fields ?? {}) as { origin?: { name?: string } }
    const stated = h.kind === 'purchase_in' ? (h.declaredOrigin ?? field?.name) : undefined
    return stated ? [tell('page.origin_declared', language, { place: cut(stated, 60) })] : []
  })
  const all = [...new Set([...grown, ...declared])]
  if (all.length < 2) return all.length ? place(all, language) : undefined
  return html`${all.slice(0, 3).map((p) => html`<p>${han(p, language)}</p>`)}${all.length > 3 && html`<p class="q">…</p>`}`
}

/** What the day is called where all of it came about in one way: 采收日期, 捕捞日期. What was processed was made later. */
function madeOnLabel(happenings: readonly Happening[]) {
  if (happenings.some((h) => h.kind === 'process')) return undefined
  const made = happenings.filter((h) => h.kind === 'produce')
  const events = new Set(made.map((h) => eventOf(profileBehind(h), h)))
  const [event] = events
  if (events.size !== 1 || !event) return undefined
  return event.fields.find((f) => f.type === 'date' && event.publicFields.includes(f.key))?.names
}

/** How much there was of it when the code was given out. */
function quantityOf(chain: Chain, item: Item, language: Language): string | false {
  const made = chain.happenings.find(
    (h) => h.homeId === item.homeId && h.itemId === item.itemId && compare(h.delta, '0') > 0,
  )
  return made !== undefined && showQuantity(made.delta, made.unit, language)
}

async function classNameOf(db: Db, classCode: string | null): Promise<Record<Language, string> | undefined> {
  if (classCode === null) return undefined
  const row = await db
    .selectFrom('catalogue.productClass')
    .select(['name', 'nameEn'])
    .where('code', '=', classCode)
    .executeTakeFirst()
  return row && { zh: row.name, en: row.nameEn.charAt(0).toUpperCase() + row.nameEn.slice(1) }
}
