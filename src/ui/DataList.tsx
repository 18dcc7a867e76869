import { Checkbox } from 'antd'
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
  /** In the spreadsheet only: a screen has no room for it. */
  exportOnly?: boolean
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

/** A plain table: it draws fifty rows at once and weighs nothing; Ant Design's look comes by our style sheet. */
function Rows<R>({ label, rows, columns, rowKey, open, actions, selected = [], onSelect }: DataListProps<R>) {
  const { t } = useTranslation()
  const keys = rows.map(rowKey)
  const all = keys.length > 0 && keys.every((k) => selected.includes(k))
  const toggle = (key: string) =>
    onSelect?.(selected.includes(key) ? selected.filter((k) => k !== key) : [...selected, key])
  return (
    <div className="ui-table">
      <table aria-label={label}>
        <thead>
          <tr>
            {onSelect && (
              <th className="ui-tick" scope="col">
                <Checkbox
                  aria-label={t('ui.select_all')}
                  checked={all}
                  indeterminate={!all && keys.some((k) => selected.includes(k))}
                  onChange={() => onSelect(all ? [] : keys)}
                />
              </th>
            )}
            {columns.map((c) => (
              <th
                key={c.key}
                scope="col"
                className={c.numeric ? 'ui-number' : undefined}
                style={c.width ? { width: c.width } : undefined}
              >
                {c.title}
              </th>
            ))}
            {actions && (
              <th scope="col">
                <span className="ui-hidden">{t('ui.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const key = keys[i]!
            return (
              <tr key={key} aria-selected={onSelect ? selected.includes(key) : undefined}>
                {onSelect && (
                  <td className="ui-tick">
                    <Checkbox
                      aria-label={t('ui.select')}
                      checked={selected.includes(key)}
                      onChange={() => toggle(key)}
                    />
                  </td>
                )}
                {columns.map((c, j) => (
                  <td key={c.key} className={c.numeric ? 'ui-number' : undefined}>
                    {j === 0 && open ? <Link to={open(row)}>{c.render(row) ?? '—'}</Link> : c.render(row)}
                  </td>
                ))}
                {actions && <td className="ui-row-actions">{actions(row)}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
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
