import type { TFunction } from 'i18next'
import type { DeskItem } from '../../../modules/oversight/desk/schema.ts'

/** What an item of the desk says of itself. */
export function deskText(item: DeskItem, t: TFunction): string {
  if (item.kind === 'filing')
    return t('desk.filing', {
      kind: t(`filing.kind.${item.filingKind}`),
      form: t(`operator.form.${item.form}`),
    })
  if (item.kind === 'hold') return t('desk.hold', { reason: item.reason })
  if (item.kind === 'signal')
    return t('desk.signal', {
      signal: t(`signal.${item.signal}`),
      product: [item.productName, item.inputName].filter(Boolean).join(' · '),
    })
  return t('desk.refusal', { reason: refused(item, t) })
}

const refused = ({ inputName, substance, reason }: Extract<DeskItem, { kind: 'refusal' }>, t: TFunction) => {
  if (inputName && substance && inputName !== substance) return t('desk.refusal.input', { input: inputName, substance })
  return inputName ?? substance ?? t(reason)
}

/** Where its case is. */
export function deskPlace(item: DeskItem): string {
  if (item.kind === 'filing') return `/reviews/${item.partyId}/${item.id}`
  if (item.kind === 'hold') return `/holds/${item.partyId}/${item.id}`
  if (item.kind === 'signal') return `/trace/view?holdingId=${item.holdingId}&partyId=${item.partyId}`
  return `/operators/${item.partyId}`
}
