import { sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'
import { html } from '../../../platform/html.ts'
import type { Language } from '../../../platform/i18n.ts'
import { publicCertificate } from '../../label/index.ts'
import { publicVoucher } from '../../trade/index.ts'
import { holdingsOfItem, type Key } from '../facts/chain.ts'
import { anyClosed } from '../facts/closed.ts'
import { publicParties } from '../facts/parties.ts'
import { showQuantity } from '../facts/steps.ts'
import { maskStated } from '../rules.ts'
import { type CodeRow, type Content, sourcesOf } from './content.ts'
import { certificate, codeRow, codeText, cut, han, partyList, row } from './parts.ts'
import { showTime, tell } from './say.ts'

/** Lines of a voucher that its page lists. */
const LINES = 12

/** The page of a commitment certificate; the goods it was given for decide whether it is on hold. */
export async function certificateContent(db: Db, code: CodeRow): Promise<Content | undefined> {
  const c = code.targetId === null ? undefined : await publicCertificate(db, code.partyId, code.targetId)
  if (!c) return undefined
  const holdings = await holdingsOfCode(db, c.batchCode)
  for (const { partyId, holdingId } of holdings) if (await anyClosed(db, partyId, [holdingId])) return undefined
  const render = (language: Language) =>
    html`<section>${certificate(language, c, { leads: false })}<p><a href="/s/${c.batchCode}">${tell('page.batch_page', language)}</a></p>${
      c.collected.length > 0 &&
      html`<h2>${tell('page.collected', language)}</h2><ul>${c.collected
        .slice(0, LINES)
        .map(
          (k) =>
            html`<li><a href="/s/${k.code}">${codeText(k.code)}</a>${
              k.voidedAt !== null && html` <span class="x">${tell('verdict.voided', language)}</span>`
            }</li>`,
        )}</ul>`
    }${
      c.collected.length > LINES &&
      html`<p class="q">${tell('page.certificate_more', language, { count: c.collected.length - LINES })}</p>`
    }</section>`.text
  return {
    state: c.voidedAt === null && code.state !== 'voided' ? 'recorded' : 'voided',
    stateAt: c.voidedAt ?? code.voidedAt,
    holdings,
    sources: sourcesOf(holdings, [c.partyId]),
    body: { zh: render('zh'), en: render('en') },
  }
}

/** Every holding of the item that a batch code names. */
async function holdingsOfCode(db: Db, code: string): Promise<Key[]> {
  const row = await db.selectFrom('trace.code').select(['homeId', 'itemId']).where('code', '=', code).executeTakeFirst()
  return row?.homeId && row.itemId ? holdingsOfItem(db, row.homeId, row.itemId) : []
}

/** The page of a market-entry voucher: who sold what to whom, as the seller states it. */
export async function voucherContent(db: Db, code: CodeRow): Promise<Content | undefined> {
  const v = code.targetId === null ? undefined : await publicVoucher(db, code.partyId, code.targetId)
  if (!v) return undefined
  const { lines } = v
  const own = lines.map((l) => ({ partyId: v.partyId, holdingId: l.holdingId }))
  const goods = own.map((k) => k.holdingId)
  if (await anyClosed(db, v.partyId, goods)) return undefined
  const parties = await publicParties(db, [v.partyId])
  const { rows: items } = await sql<{ homeId: string; itemId: string }>`
    select home_id, item_id from trace.holding
    where party_id = ${v.partyId} and holding_id = any(${own.map((k) => k.holdingId)}::uuid[])`.execute(db)
  const { rows: holdings } = await sql<Key>`
    select distinct e.party_id, e.holding_id
    from unnest(${items.map((l) => l.homeId)}::uuid[], ${items.map((l) => l.itemId)}::uuid[]) as k (home_id, item_id)
      join trace.item_event e on e.home_id = k.home_id and e.item_id = k.item_id
    where e.home_id = any(${[...new Set(items.map((l) => l.homeId))]}::uuid[]) and e.holding_id is not null`.execute(db)
  const render = (language: Language) =>
    html`<section><h2>${tell('page.voucher', language)}</h2><dl>${row(language, 'page.seller', partyList([v.partyId], parties, language))}${row(
      language,
      'page.buyer',
      html`${han(maskStated(cut(v.buyerName)), language)} <span class="q">${tell('page.as_stated', language)}</span>`,
    )}${row(language, 'page.destination', v.destination !== null && han(cut(v.destination), language))}${row(
      language,
      'page.sold_at',
      showTime(v.soldAt, language),
    )}${codeRow(language, 'page.voucher_code', code.code)}</dl></section><section><h2>${tell('page.goods', language)}</h2><dl>${lines
      .slice(0, LINES)
      .map(
        (l) =>
          html`<div><dt>${han(cut(l.productName ?? '', 40), language)}</dt><dd><p>${showQuantity(l.quantity, l.unit, language)}${
            l.origin !== null && html` · ${han(cut(l.origin, 40), language)}`
          }${l.voided && html` <span class="x">${tell('verdict.voided', language)}</span>`}</p>${l.batchCode !== null && html`<p><a href="/s/${l.batchCode}">${codeText(l.batchCode)}</a></p>`}</dd></div>`,
      )}</dl>${
      lines.length > LINES &&
      html`<p class="q">${tell('page.and_more_lines', language, { count: lines.length - LINES })}</p>`
    }</section>`.text
  return {
    state: v.voidedAt === null && code.state !== 'voided' ? 'recorded' : 'voided',
    stateAt: v.voidedAt ?? code.voidedAt,
    holdings,
    sources: sourcesOf([...own, ...holdings], [v.partyId]),
    body: { zh: render('zh'), en: render('en') },
  }
}
