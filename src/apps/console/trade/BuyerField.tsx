import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCode } from '../../../kernel/code.ts'
import { findBuyer, listTransfers, type Transfer } from '../../../modules/trade/schema.ts'
import { CodeField } from '../../../ui/CodeField.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { mySales } from './mine.ts'
import type { ChosenBuyer } from './sale.ts'
import { useTyped } from './useTyped.ts'

type BuyerFieldProps = { id?: string; value?: ChosenBuyer; onChange?: (buyer: ChosenBuyer | undefined) => void }

/** A registered buyer: one of the last, or found by name, initials or the code on its door. */
export function BuyerField({ id, value, onChange }: BuyerFieldProps) {
  const { t } = useTranslation()
  // what was pressed goes away: the focus goes on to what stands in its place
  const [acted, setActed] = useState(false)
  const set = (buyer: ChosenBuyer | undefined) => {
    setActed(true)
    onChange?.(buyer)
  }
  if (!value) return <Search {...(id ? { id } : {})} focus={acted} onChoose={set} />
  return (
    <div className="trade-chosen">
      <BuyerLine buyer={value} />
      <Button autoFocus={acted} onClick={() => set(undefined)}>
        {t('trade.choose_other')}
      </Button>
    </div>
  )
}

const mostRecent = 5
/** The last registered buyers, each once, the latest first. */
export function recentBuyers(transfers: readonly Transfer[]): ChosenBuyer[] {
  const seen = new Map<string, ChosenBuyer>()
  for (const { buyerId, buyerName } of transfers)
    if (buyerId && buyerName && !seen.has(buyerId)) seen.set(buyerId, { partyId: buyerId, name: buyerName })
  return [...seen.values()].slice(0, mostRecent)
}

type SearchProps = { id?: string; focus: boolean; onChoose: (buyer: ChosenBuyer) => void }

function Search({ id, focus, onChoose }: SearchProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const q = useTyped(text)
  const asking = q.length >= 2
  const sales = useAsk(listTransfers, mySales)
  const asked = useAsk(findBuyer, { q }, { enabled: asking, keep: true })
  const recent = recentBuyers(sales.data?.items ?? [])
  const found: ChosenBuyer[] = (asked.data?.items ?? []).map((b) => ({
    partyId: b.partyId,
    name: b.name,
    place: b.divisionNames.join(' '),
  }))
  // the code on a door names one buyer: it is chosen as soon as it is read
  const [only] = found
  const byCode = asking && parseCode(q).ok && asked.data && !asked.isPlaceholderData ? only : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each buyer found
  useEffect(() => {
    if (byCode) onChoose(byCode)
  }, [byCode?.partyId])
  const shown = asking ? found : recent
  return (
    <div className="trade-search">
      <CodeField
        {...(id ? { id } : {})}
        text
        autoFocus={focus}
        label={t('trade.find_buyer')}
        placeholder={t('trade.find_buyer')}
        maxLength={200}
        value={text}
        onChange={setText}
      />
      <Refusal refusal={asked.error} />
      {asking && !asked.data && !asked.error && <Waiting rows={3} />}
      {asking && asked.data && !found.length && (
        <p className="ui-quiet" role="status">
          {t('trade.no_buyer_found')}
        </p>
      )}
      {!asking && recent.length > 0 && <p className="ui-quiet">{t('trade.last_buyers')}</p>}
      <ul className="trade-options" aria-label={t(asking ? 'trade.buyers_found' : 'trade.last_buyers')}>
        {shown.map((b) => (
          <li key={b.partyId}>
            <button type="button" onClick={() => onChoose(b)}>
              <BuyerLine buyer={b} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function BuyerLine({ buyer }: { buyer: ChosenBuyer }) {
  return (
    <span className="trade-thing">
      <strong>{buyer.name}</strong>
      {buyer.place && <small>{buyer.place}</small>}
    </span>
  )
}
