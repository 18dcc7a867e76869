import { useTranslation } from 'react-i18next'
import { isUnit, UNITS } from '../kernel/unit.ts'

/** The word of a unit in the reader's language; what is no unit of ours stays as it is. */
export function useUnit(): (unit: string) => string {
  const { i18n } = useTranslation()
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  return (unit) => (isUnit(unit) ? UNITS[unit].names[language] : unit)
}
