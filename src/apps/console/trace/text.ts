import type { TFunction } from 'i18next'
import { isUnit, UNITS } from '../../../kernel/unit.ts'
import type { Trace, TraceLink, TraceNode } from '../../../modules/trace/walk/schema.ts'
import { groupDigits } from '../../../ui/values.tsx'

export const unitText = (unit: string, language: string): string =>
  isUnit(unit) ? UNITS[unit].names[language === 'zh' ? 'zh' : 'en'] : unit

export const amountText = (quantity: string, unit: string, language: string): string =>
  `${groupDigits(quantity)} ${unitText(unit, language)}`

/** The word of a step, as links carry it; a step of a profile that has no word here is shown as it is recorded. */
export function stepText(t: TFunction, exists: (key: string) => boolean, step: string): string {
  const key = [`trace_step.${step}`, `event.kind.${step}`].find(exists)
  return key ? t(key) : step
}

/** Names of the parties of a trace, in the reader's language where the party has one. */
export function partyNamesOf(trace: Pick<Trace, 'parties'>, language: string): ReadonlyMap<string, string> {
  return new Map(trace.parties.map((p) => [p.partyId, (language === 'en' && p.nameEn) || p.name]))
}

/** A GS1 key as it is printed, `(01)09521321812345(21)7`; anything else as it is. */
export const identifierText = (identifier: string): string =>
  identifier.startsWith('https://id.gs1.org/')
    ? identifier
        .slice(19)
        .replace(/([^/]+)\/([^/]*)\/?/g, (_, ai: string, value: string) => `(${ai})${decodeURIComponent(value)}`)
    : identifier

export const productText = (t: TFunction, node: TraceNode): string =>
  node.productName ??
  (node.identifier && identifierText(node.identifier)) ??
  t(node.kind === 'mix' ? 'trace_node.mix' : 'trace_node.no_product')

/** Who holds it; where that is not shown, it says so. */
export function holderText(t: TFunction, node: TraceNode, names: ReadonlyMap<string, string>): string {
  if (node.partyId) return names.get(node.partyId) ?? t('trace_node.holder_hidden')
  if (node.buyerName) return t('trace_node.outside_named', { name: node.buyerName })
  return t(node.problems?.includes('holder_unknown') ? 'trace_node.holder_outside' : 'trace_node.holder_hidden')
}

/** How much; where that is not shown, it says so. */
export const quantityText = (t: TFunction, { quantity, unit }: TraceNode, language: string): string =>
  quantity === undefined ? t('trace_node.quantity_hidden') : amountText(quantity, unit, language)

export const movedText = ({ quantity, unit }: TraceLink, language: string): string =>
  quantity === undefined ? '' : amountText(quantity, unit, language)
