import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { listInputPurchases, recordInputBatch } from '../../../modules/production/input/schema.ts'
import { listHoldings } from '../../../modules/trace/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { groupDigits } from '../../../ui/values.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useAll } from './profile-form/index.ts'

/** Batches of inputs that were received on the platform and are not among the inputs yet: one press each. */
export function ReceivedInputs() {
  const { t, i18n } = useTranslation()
  const stock = useAsk(listHoldings, { sector: 'farm_input', inStock: 'yes', limit: 20 })
  const entered = useAll(listInputPurchases, {})
  const enter = useDo(recordInputBatch, { refresh: ['listInputPurchases'] })
  if (!entered.ready) return null
  const known = new Set(entered.rows.flatMap((r) => (r.voidedAt === null && r.holdingId ? [r.holdingId] : [])))
  const waiting = (stock.data?.items ?? []).filter((h) => !known.has(h.holdingId))
  if (!waiting.length) return null
  const unitOf = (unit: string) => UNITS[unit as Unit]?.names[i18n.language as Language] ?? unit
  return (
    <Notice kind="info">
      <strong>{t('production.input.received')}</strong>
      <ul className="production-received">
        {waiting.map((h) => (
          <li key={h.holdingId}>
            <span>
              {h.productName} · {h.code} · {groupDigits(h.available)} {unitOf(h.unit)}
            </span>
            <Button size="small" loading={enter.waiting} onClick={() => void enter.run({ holdingId: h.holdingId })}>
              {t('production.input.enter_batch')}
            </Button>
          </li>
        ))}
      </ul>
      <Refusal refusal={enter.refusal} />
    </Notice>
  )
}
