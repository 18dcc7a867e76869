import type { TFunction } from 'i18next'
import { compare, quantityProblem } from '../../../kernel/quantity.ts'
import { isUnit } from '../../../kernel/unit.ts'
import { groupDigits } from '../../../ui/format.ts'

type Most = { unit: string; most: string; unitWord: string }

/** What is wrong with a typed quantity of which at most so much can be taken, as a sentence; nothing when it is right. */
export function quantityFault(text: string, { unit, most, unitWord }: Most, t: TFunction): string | undefined {
  const problem = isUnit(unit) ? quantityProblem(text, unit) : undefined
  if (problem) return t('ui.code.fault', { why: t(problem) })
  return compare(text, most) > 0 ? t('trade.at_most', { most: `${groupDigits(most)} ${unitWord}` }) : undefined
}
