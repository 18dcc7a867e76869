import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { finishTask, listTasks, type Task } from '../../../../modules/production/rule/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { ConfirmDialog } from '../../../../ui/ConfirmDialog.tsx'
import type { Column } from '../../../../ui/DataList.tsx'
import { usePhone } from '../../../../ui/useMedia.ts'
import { When } from '../../../../ui/values.tsx'
import { useAddress } from '../../app/address.ts'
import { useDo } from '../../app/call.ts'
import { List } from '../../app/ListPage.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import { useMay } from '../../app/session.tsx'
import { ProductionPage } from '../ProductionPage.tsx'
import { TaskDue } from './due.tsx'

/** Work that rules opened, the soonest due first; each is said to be done with a note. */
export function TasksPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const may = useMay()
  const size = usePhone() ? 'middle' : 'small'
  const [{ done }, change] = useAddress()
  const over = done === 'only'
  const [finishing, setFinishing] = useState<Task>()
  const finish = useDo(finishTask, { refresh: [listTasks.name], onDone: () => setFinishing(undefined) })
  const columns: Column<Task>[] = [
    { key: 'todo', title: t('tasks.todo'), render: (r) => r.text[language], text: (r) => r.text[language] },
    {
      key: 'state',
      title: t('tasks.state'),
      phone: 'state',
      render: (r) => <TaskDue task={r} />,
      text: (r) => r.dueOn,
    },
    {
      key: 'rule',
      title: t('tasks.rule'),
      render: (r) => `${r.rule} · ${r.source}`,
      text: (r) => `${r.rule} · ${r.source}`,
    },
    {
      key: 'opened',
      title: t('tasks.opened'),
      numeric: true,
      render: (r) => <When at={r.openedAt} />,
      text: (r) => r.openedAt,
    },
    ...(over ? [{ key: 'note', title: t('tasks.note'), render: (r: Task) => r.note, text: (r: Task) => r.note }] : []),
  ]
  return (
    <ProductionPage title={t('tasks.title')}>
      <p className="ui-quiet">{t('tasks.what')}</p>
      <Choices
        label={t('tasks.which')}
        value={over ? 'only' : 'without'}
        options={[
          { value: 'without', label: t('tasks.open') },
          { value: 'only', label: t('tasks.done') },
        ]}
        onChange={(v) => change({ done: v === 'only' ? 'only' : undefined })}
      />
      <List
        label={t('tasks.title')}
        endpoint={listTasks}
        fixed={{ done: over ? 'only' : 'without' }}
        columns={columns}
        rowKey={(r) => r.taskId}
        open={(r) => `/production/records/${r.recordId}`}
        actions={(r) =>
          r.doneAt === null &&
          may(finishTask) && (
            <Button size={size} onClick={() => setFinishing(r)}>
              {t('tasks.finish')}
            </Button>
          )
        }
        empty={{ text: t(over ? 'tasks.none_done' : 'tasks.none') }}
      />
      <ConfirmDialog
        open={finishing !== undefined}
        title={t('tasks.finish_title')}
        consequence={
          <>
            <p>
              <strong>{finishing?.text[language]}</strong>
            </p>
            <p>{t('tasks.finish_what')}</p>
          </>
        }
        verb={t('tasks.finish')}
        reason
        waiting={finish.waiting}
        refusal={<Refusal refusal={finish.refusal} />}
        onConfirm={(note) => finishing && void finish.run({ taskId: finishing.taskId, note })}
        onClose={() => {
          setFinishing(undefined)
          finish.forget()
        }}
      />
    </ProductionPage>
  )
}
