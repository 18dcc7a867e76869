import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Language } from '../../../../platform/i18n.ts'
import { Section } from '../../../../ui/Page.tsx'
import { State } from '../../../../ui/State.tsx'
import { TaskDue } from '../../production/task/due.tsx'
import { lateHours } from '../age.ts'
import { Unanswered } from '../state.tsx'
import { Todo } from './Todo.tsx'
import { useAmount } from './useAmount.ts'
import { days, type HomeAnswers } from './useHome.ts'

/** What waits for me, oldest first within its kind. */
export function Todos({ answers: a }: { answers: HomeAnswers }) {
  const { t, i18n } = useTranslation()
  const amount = useAmount()
  const arrived = a.arrived?.items ?? []
  const unanswered = a.unanswered?.items ?? []
  const tasks = a.tasks?.items ?? []
  const nothing =
    !arrived.length && !unanswered.length && !a.filing && a.incomplete === 0 && !tasks.length && a.overdueAssets === 0
  const look = (hours: number | null) => ((hours ?? 0) >= lateHours ? 'stop' : 'wait')
  return (
    <Section title={t('home.todo')}>
      {nothing && <p className="ui-quiet">{t('home.todo_none')}</p>}
      <ul className="home-lines" hidden={nothing}>
        {arrived.map((r) => (
          <Todo
            key={r.transferId}
            to={`/trade/${r.sellerId}/${r.transferId}`}
            beside={
              <State kind={look(r.waitingHours)}>
                <Unanswered transfer={r} sentence />
              </State>
            }
          >
            {t('home.arrived', { seller: r.sellerName ?? '', goods: amount(r.productName, r.open, r.unit) })}
          </Todo>
        ))}
        {a.arrived?.nextCursor && <More to="/trade?direction=in&waiting=yes" />}
        {a.filing && (
          <Todo to="/organisation/filing" beside={t(`filing.state.${a.filing.state}`)}>
            {t(`home.filing.${a.filing.state}`, { kind: t(`filing.kind.${a.filing.kind}`) })}
          </Todo>
        )}
        {a.overdueAssets > 0 && <Todo to="/equipment?due=overdue">{t('home.assets', { count: a.overdueAssets })}</Todo>}
        {tasks.map((r) => (
          <Todo key={r.taskId} to="/production/tasks" beside={<TaskDue task={r} />}>
            {r.text[i18n.language as Language]}
          </Todo>
        ))}
        {a.tasks?.nextCursor && <More to="/production/tasks" />}
        {a.incomplete > 0 && (
          <Todo to="/production/completeness">{t('home.incomplete', { count: a.incomplete, days })}</Todo>
        )}
        {unanswered.map((r) => (
          <Todo
            key={r.transferId}
            to={`/trade/${r.sellerId}/${r.transferId}`}
            beside={
              <State kind={look(r.waitingHours)}>
                <Unanswered transfer={r} sentence />
              </State>
            }
          >
            {t('home.unanswered', { buyer: r.buyerName ?? '', goods: amount(r.productName, r.open, r.unit) })}
          </Todo>
        ))}
        {a.unanswered?.nextCursor && <More to="/trade?direction=out&waiting=yes" />}
      </ul>
    </Section>
  )
}

function More({ to }: { to: string }) {
  const { t } = useTranslation()
  return (
    <li>
      <Link to={to} className="home-more">
        {t('home.more')}
      </Link>
    </li>
  )
}
