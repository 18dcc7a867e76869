import { Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePhone } from './useMedia.ts'

export type Column<R> = {
  key: string
  /** With the unit, when all numbers have one. */
  title: string
  render: (row: R) => ReactNode
  /** For the spreadsheet; absent: the column is not exported. */
  text?: (row: R) => string | number | null | undefined
  numeric?: boolean
  width?: number
  /** On the phone: its place on the card; `hidden` leaves it out. */
  phone?: 'state' | 'line' | 'hidden'
}

type DataListProps<R> = {
  label: string
  rows: readonly R[]
  /** The first is the thing's name and opens it. */
  columns: readonly Column<R>[]
  rowKey: (row: R) => string
  /** Where the first column leads. */
  open?: (row: R) => string
  /** At most two; the rest in a menu. */
  actions?: (row: R) => ReactNode
  selected?: readonly string[] | undefined
  onSelect?: ((keys: string[]) => void) | undefined
}

/** Rows as a table with a header that stays; on the phone as cards. */
export function DataList<R>(props: DataListProps<R>) {
  return usePhone() ? <Cards {...props} /> : <Rows {...props} />
}

function Rows<R>({ label, rows, columns, rowKey, open, actions, selected, onSelect }: DataListProps<R>) {
  const { t } = useTranslation()
  const shown = columns.map((c, i) => ({
    key: c.key,
    title: c.title,
    ...(c.width ? { width: c.width } : {}),
    ...(c.numeric ? { align: 'right' as const, className: 'ui-number' } : {}),
    render: (_: unknown, row: R) =>
      i === 0 && open ? <Link to={open(row)}>{c.render(row) ?? '—'}</Link> : (c.render(row) ?? ''),
  }))
  return (
    <Table<R>
      aria-label={label}
      className="ui-table"
      columns={[
        ...shown,
        ...(actions
          ? [
              {
                key: '_actions',
                title: <span className="ui-hidden">{t('ui.actions')}</span>,
                render: (_: unknown, r: R) => actions(r),
              },
            ]
          : []),
      ]}
      dataSource={rows as R[]}
      rowKey={rowKey}
      pagination={false}
      size="middle"
      {...(onSelect
        ? {
            rowSelection: {
              selectedRowKeys: [...(selected ?? [])],
              onChange: (keys: React.Key[]) => onSelect(keys as string[]),
              getTitleCheckboxProps: () => ({ 'aria-label': t('ui.select') }),
              getCheckboxProps: () => ({ 'aria-label': t('ui.select') }),
            },
          }
        : {})}
    />
  )
}

function Cards<R>({ label, rows, columns, rowKey, open, actions }: DataListProps<R>) {
  const [name, ...rest] = columns
  const state = rest.filter((c) => c.phone === 'state')
  const lines = rest.filter((c) => (c.phone ?? 'line') === 'line')
  return (
    <ul className="ui-cards" aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)}>
          <div className="ui-card-head">
            {open ? <Link to={open(row)}>{name?.render(row)}</Link> : <strong>{name?.render(row)}</strong>}
            {state.map((c) => (
              <span key={c.key}>{c.render(row)}</span>
            ))}
          </div>
          <dl>
            {lines.map((c) => {
              const value = c.render(row)
              return value === null || value === undefined || value === '' ? null : (
                <div key={c.key}>
                  <dt>{c.title}</dt>
                  <dd>{value}</dd>
                </div>
              )
            })}
          </dl>
          {actions && <div className="ui-card-actions">{actions(row)}</div>}
        </li>
      ))}
    </ul>
  )
}
