import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCode } from '../../../kernel/code.ts'
import { type Holding, listHoldings } from '../../../modules/trace/schema.ts'
import { CodeField } from '../../../ui/CodeField.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code } from '../../../ui/values.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'

type GoodsFieldProps = { id?: string; value?: readonly Holding[]; onChange?: (value: Holding[]) => void }
const shownAtMost = 6
/** As goods are asked for before anything is typed. */
export const allGoods = { limit: 100 } as const

/** Batches and packs of one's own, those on their way too: one scan or touch after the other. */
export function GoodsField({ id, value = [], onChange }: GoodsFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const q = text.trim()
  const asked = useAsk(listHoldings, { ...allGoods, ...(q ? { q } : {}) }, { keep: true })
  const chosen = new Set(value.map((h) => h.holdingId))
  const found = (asked.data?.items ?? []).filter(
    (h) => (Number(h.quantity) > 0 || h.kind === 'pack') && !chosen.has(h.holdingId),
  )
  const add = (h: Holding) => {
    onChange?.([...value, h])
    setText('')
  }
  return (
    <>
      <ul className="device-goods" aria-label={t('devices.goods')}>
        {value.map((h) => (
          <li key={h.holdingId}>
            <Goods holding={h} />
            <Button onClick={() => onChange?.(value.filter((o) => o.holdingId !== h.holdingId))}>
              {t('devices.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <CodeField
        {...(id ? { id } : {})}
        text
        label={t('devices.find_goods')}
        placeholder={t('devices.find_goods')}
        value={text}
        onChange={setText}
        onDone={(typed) => {
          const parsed = parseCode(typed)
          const [only] = found.filter((h) => parsed.ok && h.code === parsed.code)
          if (only) add(only)
          else setText(typed)
        }}
      />
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {q !== '' && asked.data && !found.length && (
        <p className="ui-quiet" role="status">
          {t('devices.no_goods')}
        </p>
      )}
      <ul className="device-goods">
        {found.slice(0, shownAtMost).map((h) => (
          <li key={h.holdingId}>
            <Button type="link" onClick={() => add(h)}>
              {h.productName ?? h.code}
            </Button>
            <Goods holding={h} bare />
          </li>
        ))}
      </ul>
    </>
  )
}

function Goods({ holding: h, bare = false }: { holding: Holding; bare?: boolean }) {
  const { t } = useTranslation()
  const unit = useUnit()(h.unit)
  return (
    <span>
      {!bare && <strong>{h.productName} </strong>}
      <Amount value={Number(h.quantity) > 0 ? h.quantity : null} unit={unit} />{' '}
      {Number(h.quantity) > 0 && Number(h.available) === 0 && <span>({t('devices.on_the_way')}) </span>}
      {h.code && <Code value={h.code} />}
    </span>
  )
}
