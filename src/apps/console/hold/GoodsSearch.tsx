import { Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findOperator, listOperators } from '../../../modules/registry/operator/schema.ts'
import { type FoundItem, findItems } from '../../../modules/trace/walk/schema.ts'
import { CodeField } from '../../../ui/CodeField.tsx'
import { State } from '../../../ui/State.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { useAddress } from '../app/address.ts'
import { useAsk } from '../app/call.ts'
import { List } from '../app/ListPage.tsx'
import { UnitAmount } from './amounts.tsx'

type GoodsSearchProps = {
  isChosen: (item: FoundItem) => boolean
  onToggle: (item: FoundItem) => void
}

/** Goods of the jurisdiction by code, product, holder and day of making; each can be chosen. */
export function GoodsSearch({ isChosen, onToggle }: GoodsSearchProps) {
  const { t } = useTranslation()
  const [{ code }, change] = useAddress()
  return (
    <>
      <CodeBox value={code} set={(value) => change({ code: value })} />
      <List
        label={t('hold.goods')}
        endpoint={findItems}
        {...(code ? { fixed: { code } } : {})}
        filters={[
          { key: 'product', label: t('hold.product'), kind: 'search' },
          {
            key: 'partyId',
            label: t('hold.holder'),
            kind: 'own',
            control: (value, set) => <HolderFilter value={value} set={set} />,
            shown: (value) => <HolderName partyId={value} />,
          },
          { key: 'madeFrom', label: t('hold.made_from'), kind: 'date' },
          { key: 'madeTo', label: t('hold.made_to'), kind: 'date' },
        ]}
        rowKey={(r) => `${r.partyId}.${r.holdingId}`}
        open={(r) => `/trace/view?holdingId=${r.holdingId}&partyId=${r.partyId}`}
        empty={{ text: t(code ? 'ui.none' : 'hold.no_goods') }}
        actions={(r) => (
          <Button
            size="small"
            type={isChosen(r) ? 'primary' : 'default'}
            aria-pressed={isChosen(r)}
            onClick={() => onToggle(r)}
          >
            {t(isChosen(r) ? 'hold.chosen' : 'hold.choose')}
          </Button>
        )}
        columns={[
          {
            key: 'product',
            title: t('hold.product'),
            render: (r) => r.productName ?? t(`item.kind.${r.kind}`),
            text: (r) => r.productName,
          },
          {
            key: 'held',
            title: t('hold.state'),
            render: (r) => (r.held ? <State kind="stop">{t('hold.is_held')}</State> : null),
            phone: 'state',
            width: 110,
          },
          {
            key: 'code',
            title: t('hold.code'),
            width: 200,
            render: (r) => <Code value={r.code} />,
            text: (r) => r.code,
          },
          { key: 'holder', title: t('hold.holder'), render: (r) => r.partyName, text: (r) => r.partyName },
          {
            key: 'quantity',
            title: t('hold.quantity'),
            numeric: true,
            render: (r) => <UnitAmount quantity={r.quantity} unit={r.unit} />,
            text: (r) => `${r.quantity} ${r.unit}`,
          },
          {
            key: 'madeOn',
            title: t('hold.made_on'),
            width: 130,
            render: (r) => <When at={r.madeOn} />,
            text: (r) => r.madeOn,
          },
        ]}
      />
    </>
  )
}

type FilterProps = { value: string | undefined; set: (value: string | undefined) => void }

/** First of all the code, as one stands before the goods; looked for by Enter, by scanning, or on leaving the field. */
function CodeBox({ value, set }: FilterProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  return (
    <search className="hold-code" onBlur={() => text.trim() !== (value ?? '') && set(text.trim() || undefined)}>
      <CodeField
        label={t('hold.code')}
        placeholder={t('hold.code')}
        value={text}
        maxLength={200}
        onChange={setText}
        onDone={(code) => set(code.trim() || undefined)}
      />
    </search>
  )
}

function HolderFilter({ value, set }: FilterProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const found = useAsk(listOperators, { q, limit: 20 }, { enabled: q.length >= 2, keep: true })
  const chosen = useAsk(findOperator, { partyId: value ?? '' }, { enabled: value !== undefined })
  const options = (q.length >= 2 ? (found.data?.items ?? []) : []).map((o) => ({ value: o.partyId, label: o.name }))
  return (
    <Select
      className="app-choice-filter"
      aria-label={t('hold.holder')}
      placeholder={t('hold.holder')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={t(q.length >= 2 ? 'ui.none' : 'hold.type_two')}
      allowClear
      value={value ?? null}
      options={[
        ...options,
        ...(value && !options.some((o) => o.value === value) ? [{ value, label: chosen.data?.name ?? '…' }] : []),
      ]}
      onChange={(v) => set(v ?? undefined)}
      popupMatchSelectWidth={false}
    />
  )
}

function HolderName({ partyId }: { partyId: string }) {
  const { data } = useAsk(findOperator, { partyId })
  return <>{data?.name ?? '…'}</>
}
