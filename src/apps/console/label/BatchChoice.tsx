import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listHoldings } from '../../../modules/trace/schema.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupCode, whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAll } from '../production/profile-form/index.ts'

/** Which batch in stock, where the page was opened without one. */
export function BatchChoice({ onChoose }: { onChoose: (holdingId: string) => void }) {
  const { t, i18n } = useTranslation()
  const unit = useUnit()
  const { rows: inStock, ready } = useAll(listHoldings, { inStock: 'yes', held: 'no' })
  // what came captured has no code of ours: nothing is printed of it
  const rows = inStock.filter((h) => h.code !== null)
  if (!ready) return <Waiting rows={3} />
  if (!rows.length)
    return (
      <Empty text={t('label.nothing_in_stock')} action={<LinkButton to="/harvest">{t('batch.harvest')}</LinkButton>} />
    )
  return (
    <div className="ui-field ui-narrow">
      <label htmlFor="batch-choice">{t('label.which_batch')}</label>
      <Select
        id="batch-choice"
        placeholder={t('label.choose_batch')}
        showSearch={{ optionFilterProp: 'searched' }}
        options={rows.map((h) => ({
          value: h.holdingId,
          label: [h.productName, `${h.available} ${unit(h.unit)}`, h.madeOn && whenText(h.madeOn, i18n.language)]
            .filter(Boolean)
            .join(' · '),
          searched: `${h.productName} ${h.code}`,
          code: h.code,
        }))}
        optionRender={(o) => (
          <div>
            {o.label}
            <small className="ui-quiet label-option-code">{groupCode(String(o.data.code ?? ''))}</small>
          </div>
        )}
        onChange={onChoose}
      />
    </div>
  )
}
