import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../../platform/errors.ts'
import { whenText } from '../../../../ui/format.ts'
import { Section } from '../../../../ui/Page.tsx'
import { useRefusalText } from '../../app/Refusal.tsx'
import { Todo } from './Todo.tsx'
import { useAmount } from './useAmount.ts'
import { days, type HomeAnswers } from './useHome.ts'

/** What was refused in the last weeks: goods that buyers did not take or sent back, entries that a rule did not let pass. */
export function CameBack({ answers: { cameBack, refusals } }: { answers: HomeAnswers }) {
  const { t, i18n } = useTranslation()
  const amount = useAmount()
  const text = useRefusalText()
  if (!cameBack.length && !refusals.length) return null
  return (
    <Section title={t('home.refused', { days })}>
      <ul className="home-lines">
        {cameBack.map((r) => (
          <Todo
            key={r.transferId}
            to={`/trade/${r.sellerId}/${r.transferId}`}
            beside={r.answeredAt && whenText(r.answeredAt, i18n.language, false)}
          >
            {t('home.came_back', {
              buyer: r.buyerName ?? '',
              goods: amount(r.productName, r.returned, r.unit),
              reason: r.returnReason ?? '',
            })}
          </Todo>
        ))}
        {refusals.map((r) => (
          <li key={r.refusalId} className="home-line">
            <span className="home-what">
              {[r.productName ?? r.inputName, text(r as unknown as AppError)].filter(Boolean).join(':')}
            </span>
            <span className="home-beside">{whenText(r.refusedAt, i18n.language, false)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
