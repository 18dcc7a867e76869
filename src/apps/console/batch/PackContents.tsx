import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type * as z from 'zod'
import { type BatchFound, emptyOpenPack, fillOpenPack, type Holding } from '../../../modules/trace/schema.ts'
import { Section } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code } from '../../../ui/values.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { batchAddress } from './address.ts'

type PackContentsProps = { found: z.output<typeof BatchFound>; batch: Holding; own: boolean }

/** The open pack a batch is in, and what is in an open pack; taking it out again. */
export function PackContents({ found, batch, own }: PackContentsProps) {
  const { t } = useTranslation()
  const unit = useUnit()
  const may = useMay()
  const empty = useDo(emptyOpenPack, { refresh: ['getHolding', 'listEvents', 'listHoldings'] })
  const inside = found.inside[0]
  if (!inside && !found.contents.length) return null
  const takeOut = (pack: string, contents: string[]) =>
    empty.run({ eventTime: new Date().toISOString(), pack: { holdingId: pack }, contents })
  const canTake = own && may(fillOpenPack)
  return (
    <Section title={t(inside ? 'batch.in_pack' : 'batch.contents')}>
      <ul className="batch-papers">
        {inside && (
          <li>
            <Link
              to={batchAddress(
                { partyId: batch.partyId, holdingId: inside.packHoldingId },
                own ? batch.partyId : undefined,
              )}
            >
              {t('batch.the_pack')}
            </Link>
            {canTake && (
              <Button
                size="small"
                loading={empty.waiting}
                onClick={() => takeOut(inside.packHoldingId, [batch.holdingId])}
              >
                {t('batch.take_out')}
              </Button>
            )}
          </li>
        )}
        {found.contents.map((h) => (
          <li key={h.holdingId}>
            <Link to={batchAddress(h, own ? batch.partyId : undefined)}>{h.productName}</Link>
            <Amount value={h.quantity} unit={unit(h.unit)} />
            <small>
              <Code value={h.code} />
            </small>
            {canTake && (
              <Button size="small" loading={empty.waiting} onClick={() => takeOut(batch.holdingId, [h.holdingId])}>
                {t('batch.take_out')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Refusal refusal={empty.refusal} />
    </Section>
  )
}
