import type { Db } from '../../../platform/db.ts'
import { html } from '../../../platform/html.ts'
import type { Language } from '../../../platform/i18n.ts'
import { publicParties, stateOfOperator } from '../facts/parties.ts'
import { isPersonal } from '../rules.ts'
import { type PortalWord, portalWords } from '../words.ts'
import type { Content } from './content.ts'
import { codeRow, cut, han, place, row } from './parts.ts'
import { showDay, tell } from './say.ts'

/** The public card of an operator, by its subject code: who it is and whether its registration is in force. */
export async function subjectContent(db: Db, code: string): Promise<Content | undefined> {
  const issued = await db
    .selectFrom('registry.subjectCode')
    .select('partyId')
    .where('code', '=', code)
    .executeTakeFirst()
  if (!issued) return undefined
  const { partyId } = issued
  const operator = await db
    .selectFrom('registry.operator')
    .select(['state', 'stateAt', 'form', 'creditCode', 'registeredAt'])
    .where('partyId', '=', partyId)
    .executeTakeFirst()
  const party = (await publicParties(db, [partyId])).get(partyId)
  if (!operator || !party) return undefined
  const form = `form.${operator.form}`
  const render = (language: Language) =>
    html`<section><h2>${tell('page.operator', language)}</h2><p class="t">${
      language === 'en' && party.nameEn ? cut(party.nameEn) : han(cut(party.name), language)
    }</p><dl>${row(language, 'page.operator_form', form in portalWords && tell(form as PortalWord, language))}${row(
      language,
      'page.operator_place',
      place(party.place, language),
    )}${row(
      language,
      'page.credit_code',
      !isPersonal(operator) && operator.creditCode !== null && html`<span class="c">${operator.creditCode}</span>`,
    )}${row(language, 'page.operator_since', showDay(operator.registeredAt, language))}${codeRow(language, 'page.subject_code', code)}</dl></section>`
      .text
  return {
    state: stateOfOperator(operator.state),
    stateAt: operator.stateAt,
    holdings: [],
    sources: [{ partyId, aboutId: partyId }],
    body: { zh: render('zh'), en: render('en') },
  }
}
