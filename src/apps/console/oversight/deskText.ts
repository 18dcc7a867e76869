import type { TFunction } from 'i18next'
import type { DeskItem } from '../../../modules/oversight/desk/schema.ts'

/** What an item of the desk says of itself. */
export function deskText(item: DeskItem, t: TFunction, language: 'zh' | 'en'): string {
  if (item.kind === 'filing')
    return t('desk.filing', {
      kind: t(`filing.kind.${item.filingKind}`),
      form: t(`operator.form.${item.form}`),
    })
  if (item.kind === 'identifier')
    return t('desk.identifier', { kind: t(`identifier.kind.${item.identifierKind}`), value: item.value })
  if (item.kind === 'licence') return `${item.names[language]} · ${item.number}`
  if (item.kind === 'duty')
    return t(item.blocks ? 'desk.duty_blocks' : 'desk.duty', {
      ...{ asset: item.profileNames[language], code: item.code, duty: item.names[language], date: item.dueOn },
    })
  if (item.kind === 'hold')
    return item.productName ? t('desk.hold', { product: item.productName, reason: item.reason }) : item.reason
  // a rule of a profile says it in a sentence of its own
  if ((item.kind === 'signal' || item.kind === 'refusal') && item.text)
    return `${item.text[language]} · ${[item.rule, item.source].filter(Boolean).join(' · ')}`
  if (item.kind === 'signal')
    return t('desk.signal', {
      signal: t(`signal.${item.signal}`),
      product: [item.productName, item.inputName].filter(Boolean).join(' · '),
    })
  return refused(item, t)
}

const refusals: Record<string, string> = {
  'input.banned': 'desk.refused.input.banned',
  'input.restricted': 'desk.refused.input.restricted',
  'harvest.inside_interval': 'desk.refused.harvest.inside_interval',
}

function refused({ inputName, substance, reason }: Extract<DeskItem, { kind: 'refusal' }>, t: TFunction): string {
  const both = inputName && substance && !inputName.includes(substance)
  const what = both ? t('desk.refused.contains', { input: inputName, substance }) : (inputName ?? substance ?? '')
  return t(refusals[reason] ?? 'desk.refused.other', { what })
}

/** Where its case is. */
export function deskPlace(item: DeskItem): string {
  if (item.kind === 'filing') return `/reviews/${item.partyId}/${item.id}`
  if (item.kind === 'licence') return `/operators/${item.partyId}/licences/${item.id}`
  if (item.kind === 'duty') return `/equipment/${item.profile}/${encodeURIComponent(item.code)}`
  if (item.kind === 'hold') return `/holds/${item.partyId}/${item.id}`
  if (item.kind === 'signal' && item.holdingId) return `/trace/view?holdingId=${item.holdingId}&partyId=${item.partyId}`
  return `/operators/${item.partyId}`
}
