import { useTranslation } from 'react-i18next'
import { listTasks } from '../../../../modules/production/rule/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Section } from '../../../../ui/Page.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useAsk } from '../../app/call.ts'
import { Refusal } from '../../app/Refusal.tsx'
import { TaskDue } from './due.tsx'

/** For its agency: what rules asked of an operator and it has not done. */
export function OperatorTasks({ partyId }: { partyId: string }) {
  const { t, i18n } = useTranslation()
  const { data, error } = useAsk(listTasks, { partyId, limit: 20 })
  return (
    <Section title={t('tasks.operator')}>
      <Refusal refusal={error} />
      {!data && !error && <Waiting rows={2} />}
      {data?.items.length === 0 && <p className="ui-quiet">{t('tasks.operator_none')}</p>}
      <ul className="registry-rows">
        {data?.items.map((r) => (
          <li key={r.taskId}>
            <span>{r.text[i18n.language as Language]}</span>
            <TaskDue task={r} />
            <span className="ui-quiet">{`${r.rule} · ${r.source}`}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
