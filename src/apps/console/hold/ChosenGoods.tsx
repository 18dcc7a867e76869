import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { getHolding } from '../../../modules/trace/schema.ts'
import { Section } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { UnitAmount } from './amounts.tsx'
import type { Root } from './roots.ts'

type ChosenGoodsProps = { roots: readonly Root[]; onMore: () => void; onRemove: (root: Root) => void }

/** The goods the hold begins with, each with its holder; more can be added, and each taken away. */
export function ChosenGoods({ roots, onMore, onRemove }: ChosenGoodsProps) {
  const { t } = useTranslation()
  return (
    <Section
      title={t('hold.from_goods')}
      extra={
        <Button icon={<PlusOutlined />} onClick={onMore}>
          {t('hold.add_goods')}
        </Button>
      }
    >
      <ul className="hold-goods">
        {roots.map((r) => (
          <OneOfThem key={`${r.partyId}.${r.holdingId}`} root={r} onRemove={() => onRemove(r)} />
        ))}
      </ul>
    </Section>
  )
}

function OneOfThem({ root, onRemove }: { root: Root; onRemove: () => void }) {
  const { t } = useTranslation()
  const found = useAsk(getHolding, root)
  const h = found.data?.holdings.find((one) => one.holdingId === root.holdingId)
  const name = h?.productName ?? (h ? t(`item.kind.${h.kind}`) : '')
  return (
    <li>
      {!found.data && !found.error && <Waiting rows={2} />}
      <Refusal refusal={found.error} />
      {h && (
        <div>
          <p>
            <Link to={`/trace/view?holdingId=${h.holdingId}&partyId=${h.partyId}`}>
              <strong>{name}</strong>
            </Link>{' '}
            <UnitAmount quantity={h.quantity} unit={h.unit} />{' '}
            {h.held && <State kind="stop">{t('hold.is_held')}</State>}
          </p>
          <p className="ui-quiet">
            {h.partyName} · <Code value={h.code} /> {h.madeOn && <When at={h.madeOn} />}
          </p>
        </div>
      )}
      <Button type="text" icon={<CloseOutlined />} aria-label={t('hold.take_away', { name })} onClick={onRemove} />
    </li>
  )
}
