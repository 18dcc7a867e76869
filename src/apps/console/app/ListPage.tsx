import { Button } from 'antd'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod'
import type { Endpoint } from '../../../platform/endpoint.ts'
import { type Column, DataList } from '../../../ui/DataList.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { later } from '../../../ui/later.ts'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAddress } from './address.ts'
import { useList } from './call.ts'
import { ExportButton } from './ExportButton.tsx'
import { type Filter, Filters } from './Filters.tsx'
import { Refusal } from './Refusal.tsx'

const Choice = later(() => import('./Choice.tsx'))

type RowOf<E extends Endpoint> = z.output<E['output']> extends { items: (infer R)[] } ? R : never

export type ListProps<E extends Endpoint> = {
  /** Names the list for screen readers and the spreadsheet. */
  label: string
  endpoint: E
  /** Input that no filter changes. */
  fixed?: Record<string, unknown>
  filters?: readonly Filter[]
  /** Orders to choose from, when the endpoint takes `sort`; the first is the usual one. */
  sorts?: readonly { value: string; label: string }[]
  columns: readonly Column<RowOf<E>>[]
  rowKey: (row: RowOf<E>) => string
  open?: (row: RowOf<E>) => string
  actions?: (row: RowOf<E>) => ReactNode
  /** What can be done with the selected rows at once; shown in the bar that appears. */
  bulk?: (rows: RowOf<E>[], clear: () => void) => ReactNode
  /** When nothing is there at all (no filter set): why, and one action. */
  empty: { text: ReactNode; action?: ReactNode }
  /** Above the rows: counts and the like, from the first page's answer. */
  head?: (first: z.output<E['output']>) => ReactNode
}

/** A list: filters in the address, 50 rows at a time, export of what is shown, a bar for selected rows. */
export function List<E extends Endpoint>(p: ListProps<E>) {
  const { t } = useTranslation()
  const [address, change] = useAddress()
  const [selected, setSelected] = useState<string[]>([])
  const keys = [...(p.filters ?? []).map((f) => f.key), ...(p.sorts ? ['sort'] : [])]
  const asked = Object.fromEntries(keys.filter((k) => address[k]).map((k) => [k, address[k]]))
  const input = { ...asked, ...p.fixed } as never
  const list = useList(p.endpoint, input)
  const filtered = Object.keys(asked).some((k) => k !== 'sort')
  const chosen = list.rows.filter((r) => selected.includes(p.rowKey(r)))
  return (
    <>
      {(p.filters || p.sorts) && (
        <div className="app-list-head no-print">
          {p.filters && <Filters filters={p.filters} />}
          <div className="ui-list-bar">
            {p.sorts && (
              <Suspense fallback={<span className="app-choice-filter app-choice-waiting" />}>
                <Choice
                  label={t('ui.sort')}
                  value={address['sort'] ?? p.sorts[0]!.value}
                  choices={p.sorts}
                  onChange={(v) => change({ sort: v === p.sorts![0]!.value ? undefined : v })}
                />
              </Suspense>
            )}
            <ExportButton title={p.label} endpoint={p.endpoint} input={input} columns={p.columns} />
          </div>
        </div>
      )}
      {list.ready && p.head?.(list.first!)}
      <Refusal refusal={list.refusal} again={list.again} />
      {!list.ready && !list.refusal && <Waiting rows={8} />}
      {list.ready && list.rows.length === 0 && <Empty {...(filtered ? { text: t('ui.none') } : p.empty)} />}
      {list.rows.length > 0 && (
        <>
          <DataList
            label={p.label}
            rows={list.rows}
            columns={p.columns.filter((c) => !c.exportOnly)}
            rowKey={p.rowKey}
            {...(p.open ? { open: p.open } : {})}
            {...(p.actions ? { actions: p.actions } : {})}
            {...(p.bulk ? { selected, onSelect: setSelected } : {})}
          />
          <div className="ui-list-foot" role="status">
            {t(list.hasMore ? 'ui.shown' : 'ui.shown_all', { count: list.rows.length })}
            {list.hasMore && (
              <Button onClick={list.more} loading={list.waiting}>
                {t('ui.more', { count: 50 })}
              </Button>
            )}
          </div>
        </>
      )}
      {p.bulk && chosen.length > 0 && (
        <div className="ui-bulk" role="toolbar">
          <strong>{t('ui.selected', { count: chosen.length })}</strong>
          {p.bulk(chosen, () => setSelected([]))}
          <Button type="link" onClick={() => setSelected([])}>
            {t('ui.unselect')}
          </Button>
        </div>
      )}
    </>
  )
}

/** A page that is one list. */
export function ListPage<E extends Endpoint>({
  title,
  action,
  ...list
}: { title: string; action?: ReactNode } & Omit<ListProps<E>, 'label'>) {
  return (
    <Page title={title} action={action}>
      <List<E> {...(list as Omit<ListProps<E>, 'label'>)} label={title} />
    </Page>
  )
}
