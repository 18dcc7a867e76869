import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCode } from '../../../kernel/code.ts'
import { type BatchFound, getHolding, type Holding, listHoldings } from '../../../modules/trace/schema.ts'
import { CodeField } from '../../../ui/CodeField.tsx'
import { State } from '../../../ui/State.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { isOurs, myStock, onOffer } from './mine.ts'
import { useTyped } from './useTyped.ts'

type BatchFieldProps = {
  id?: string
  value?: string
  onChange?: (holdingId: string | undefined) => void
  /** Chosen elsewhere already. */
  without?: readonly string[]
}
/** Shown at once: what a thumb reaches; the rest by name or code. */
const first = 6

/** One of one's own batches with something left: by scan, by name or code, or from the newest. */
export function BatchField({ id, value, onChange, without = [] }: BatchFieldProps) {
  const queries = useQueryClient()
  // what was pressed goes away: the focus goes on to what stands in its place
  const [acted, setActed] = useState(false)
  const set = (holdingId: string | undefined) => {
    setActed(true)
    onChange?.(holdingId)
  }
  if (value) return <Chosen holdingId={value} focus={acted} onOther={() => set(undefined)} />
  const choose = (h: Holding) => {
    // what the list has shown stands at once; it is asked for all the same
    const shown: BatchFound = { code: h.code, codeState: null, holdings: [h], inside: [], contents: [] }
    queries.setQueryData([getHolding.name, { holdingId: h.holdingId }], shown, { updatedAt: 0 })
    set(h.holdingId)
  }
  return <Search {...(id ? { id } : {})} focus={acted} without={without} onChoose={choose} />
}

type ChosenProps = { holdingId: string; focus: boolean; onOther: () => void }

function Chosen({ holdingId, focus, onOther }: ChosenProps) {
  const { t } = useTranslation()
  const asked = useAsk(getHolding, { holdingId })
  const batch = asked.data?.holdings[0]
  return (
    <div className="trade-chosen">
      {batch ? (
        <BatchLine batch={batch} />
      ) : asked.error ? (
        <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      ) : (
        <Waiting rows={2} />
      )}
      <Button autoFocus={focus} onClick={onOther}>
        {t('trade.choose_other')}
      </Button>
    </div>
  )
}

type SearchProps = { id?: string; focus: boolean; without: readonly string[]; onChoose: (h: Holding) => void }

function Search({ id, focus, without, onChoose }: SearchProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [all, setAll] = useState(false)
  const q = useTyped(text)
  const asked = useAsk(listHoldings, { ...myStock, ...(q ? { q } : {}) }, { keep: true })
  const found = onOffer(asked.data?.items ?? [], without)
  const shown = all ? found : found.slice(0, first)
  // a code leads to one batch: no need to touch it as well
  const done = (typed: string) => {
    const parsed = parseCode(typed)
    const [only] = found.filter((h) => parsed.ok && h.code === parsed.code && !h.held && isOurs(h))
    if (only) onChoose(only)
    else setText(typed)
  }
  return (
    <div className="trade-search">
      <CodeField
        {...(id ? { id } : {})}
        text
        autoFocus={focus}
        label={t('trade.find_batch')}
        placeholder={t('trade.find_batch')}
        value={text}
        onChange={setText}
        onDone={done}
      />
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!asked.data && !asked.error && <Waiting rows={5} />}
      {asked.data && !found.length && (
        <p className="ui-quiet" role="status">
          {t(q ? 'trade.no_batch_found' : 'trade.no_batch')}
        </p>
      )}
      <ul className="trade-options" aria-label={t('trade.what')}>
        {shown.map((h) => (
          <li key={h.holdingId}>
            <button type="button" disabled={h.held || !isOurs(h)} onClick={() => onChoose(h)}>
              <BatchLine batch={h} />
            </button>
          </li>
        ))}
      </ul>
      {found.length > shown.length && (
        <Button onClick={() => setAll(true)}>{t('ui.more', { count: found.length - shown.length })}</Button>
      )}
    </div>
  )
}

function BatchLine({ batch: h }: { batch: Holding }) {
  const { t } = useTranslation()
  const unit = useUnit()(h.unit)
  return (
    <span className="trade-thing">
      <strong>{h.productName ?? t('trade.no_name')}</strong>
      <span className="trade-thing-amount">
        {h.held ? (
          <State kind="stop">{t('trade.on_hold')}</State>
        ) : isOurs(h) ? (
          <Amount value={h.available} unit={unit} />
        ) : (
          <State kind="info">{t('trade.captured')}</State>
        )}
      </span>
      <small>
        {h.code && <Code value={h.code} />} {h.madeOn}
      </small>
    </span>
  )
}
