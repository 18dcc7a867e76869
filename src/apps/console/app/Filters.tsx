import { CloseOutlined, FilterOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { later } from '../../../ui/later.ts'
import { usePhone } from '../../../ui/useMedia.ts'
import { useAddress } from './address.ts'

const Choice = later(() => import('./Choice.tsx'))

export type Filter = { key: string; label: string } & (
  | { kind: 'search' }
  | { kind: 'choice'; choices: readonly { value: string; label: string }[] }
  | { kind: 'date' }
  /** Its own control, such as a division or a product; `shown` is the word on its chip. */
  | {
      kind: 'own'
      control: (value: string | undefined, set: (value: string | undefined) => void) => ReactNode
      shown?: (value: string) => ReactNode
    }
)

/** Filters above a list: they live in the address; those in force are chips that go with one touch. */
export function Filters({ filters }: { filters: readonly Filter[] }) {
  const { t } = useTranslation()
  const [address, change] = useAddress()
  const set = (key: string) => (value: string | undefined) => change({ [key]: value })
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  // on the phone only the search stands there; the rest unfolds
  const folded = phone && !open
  const shownNow = folded ? filters.filter((f) => f.kind === 'search') : filters
  const inForce = filters.filter((f) => address[f.key] && f.kind !== 'search')
  return (
    <search className="app-filters">
      <div className="ui-list-bar">
        {shownNow.map((f) => (
          <Control key={f.key} filter={f} value={address[f.key]} set={set(f.key)} />
        ))}
        {phone && filters.some((f) => f.kind !== 'search') && (
          <Button icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('ui.filter')}
          </Button>
        )}
      </div>
      {inForce.length > 0 && (
        <ul className="ui-chips app-in-force" aria-label={t('ui.filter')}>
          {inForce.map((f) => (
            <li key={f.key}>
              <Button size="small" icon={<CloseOutlined />} iconPlacement="end" onClick={() => set(f.key)(undefined)}>
                <span>
                  {f.label}: {shown(f, address[f.key]!)}
                </span>
              </Button>
            </li>
          ))}
          <li>
            <Button
              size="small"
              type="link"
              onClick={() => change(Object.fromEntries(filters.map((f) => [f.key, undefined])))}
            >
              {t('ui.clear_filters')}
            </Button>
          </li>
        </ul>
      )}
    </search>
  )
}

function shown(f: Filter, value: string): ReactNode {
  if (f.kind === 'choice') return f.choices.find((c) => c.value === value)?.label ?? value
  return f.kind === 'own' && f.shown ? f.shown(value) : value
}

type ControlProps = { filter: Filter; value: string | undefined; set: (value: string | undefined) => void }

function Control({ filter, value, set }: ControlProps) {
  if (filter.kind === 'search') return <SearchBox label={filter.label} value={value} set={set} />
  if (filter.kind === 'own') return filter.control(value, set)
  if (filter.kind === 'date')
    return (
      <label className="app-date-filter" htmlFor={`filter-${filter.key}`}>
        <span>{filter.label}</span>
        <Input
          id={`filter-${filter.key}`}
          type="date"
          value={value ?? ''}
          onChange={(e) => set(e.target.value || undefined)}
        />
      </label>
    )
  return (
    <Suspense fallback={<span className="app-choice-filter app-choice-waiting" />}>
      <Choice label={filter.label} value={value} choices={filter.choices} onChange={set} clear />
    </Suspense>
  )
}

/** Searches when one stops typing. */
function SearchBox({
  label,
  value,
  set,
}: {
  label: string
  value: string | undefined
  set: (v: string | undefined) => void
}) {
  const [text, setText] = useState(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `set` is new on each drawing
  useEffect(() => {
    if (text === (value ?? '')) return
    const timer = setTimeout(() => set(text.trim() || undefined), 300)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <Input
      className="app-search"
      type="search"
      aria-label={label}
      placeholder={label}
      prefix={<SearchOutlined aria-hidden />}
      allowClear
      maxLength={50}
      value={text}
      onChange={(e) => setText(e.target.value)}
      onPressEnter={() => set(text.trim() || undefined)}
    />
  )
}
