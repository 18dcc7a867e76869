import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import type { UnitTotal } from '../../../modules/trace/hold/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Amount, groupDigits } from '../../../ui/values.tsx'

/** A unit as it is said; one we do not know is shown as it came. */
export const unitWord = (unit: string, language: string): string =>
  Object.hasOwn(UNITS, unit) ? UNITS[unit as Unit].names[language as Language] : unit

/** Sums in several units: kilograms are not added to heads. */
export function amountsText(totals: readonly UnitTotal[], t: TFunction, language: string): string {
  const parts = totals.map((q) => `${groupDigits(q.quantity)} ${unitWord(q.unit, language)}`)
  return parts.join(t('hold.list_comma')) || t('hold.nothing_left')
}

/** One quantity with its unit. */
export function UnitAmount({ quantity, unit }: { quantity: string; unit: string }) {
  const { i18n } = useTranslation()
  return <Amount value={quantity} unit={unitWord(unit, i18n.language)} />
}
