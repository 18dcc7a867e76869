import type { TFunction } from 'i18next'
import { compare, quantityProblem } from '../../../kernel/quantity.ts'
import { isUnit } from '../../../kernel/unit.ts'

/** What is wrong with a typed quantity of a unit when at most `most` can be taken, as a sentence; nothing when it is right. */
export function quantityFault(text: string, unit: string, most: string, t: TFunction): string | undefined {
  const problem = isUnit(unit) ? quantityProblem(text, unit) : undefined
  if (problem) return t(problem)
  return compare(text, most) > 0 ? t('trade.at_most', { most }) : undefined
}
