import { useTranslation } from 'react-i18next'
import type { Task } from '../../../../modules/production/rule/schema.ts'
import { chinaToday } from '../../../../ui/format.ts'
import { State } from '../../../../ui/State.tsx'

/** By when work must be done, or that its day has passed. Part of the first load. */
export function TaskDue({ task: { dueOn, doneAt } }: { task: Pick<Task, 'dueOn' | 'doneAt'> }) {
  const { t } = useTranslation()
  if (doneAt !== null) return <State kind="good">{t('task.is_done')}</State>
  if (dueOn === null) return <State kind="wait">{t('task.no_day')}</State>
  if (dueOn < chinaToday()) return <State kind="stop">{t('task.overdue', { date: dueOn })}</State>
  return <State kind="wait">{t('task.due', { date: dueOn })}</State>
}
