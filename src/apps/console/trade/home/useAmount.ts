import { useTranslation } from 'react-i18next'
import { groupDigits } from '../../../../ui/format.ts'
import { useUnit } from '../../../../ui/useUnit.ts'

/** "芒果 120 千克": goods with how much of them, in one piece for a sentence. */
export function useAmount(): (product: string | null, quantity: string, unit: string) => string {
  const { t } = useTranslation()
  const unitWord = useUnit()
  return (product, quantity, unit) =>
    t('home.goods', {
      product: product ?? t('trade.no_name'),
      amount: `${groupDigits(quantity)} ${unitWord(unit)}`,
    })
}
