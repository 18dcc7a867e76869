import { useTranslation } from 'react-i18next'
import type { Sourced } from '../../../../kernel/profile.ts'
import { useSession } from '../../app/session.tsx'
import { sourceInEnglish } from './source-names.ts'
import { useLawText } from './sources.ts'

/** For an inspector: where a fact of a profile comes from and how sure that is; for an operator nothing. */
export function useBasis(): (fact: Sourced) => string | undefined {
  const { t, i18n } = useTranslation()
  const { party } = useSession()
  const lawText = useLawText()
  return ({ source, confidence = 'design' }) => {
    if (!party || party.kind === 'operator') return undefined
    const said =
      confidence === 'design' ? '' : lawText(source) || (i18n.language === 'en' ? sourceInEnglish(source) : source)
    return [t(`production.basis.${confidence}`), said].filter(Boolean).join(' ')
  }
}
