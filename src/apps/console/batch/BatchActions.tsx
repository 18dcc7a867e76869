import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ProfileMove } from '../../../kernel/profile.ts'
import { printLabels } from '../../../modules/label/schema.ts'
import { recordStep } from '../../../modules/production/step/schema.ts'
import type { Holding } from '../../../modules/trace/schema.ts'
import { traceItem } from '../../../modules/trace/walk/schema.ts'
import { dispatchGoods } from '../../../modules/trade/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { useMay } from '../app/session.tsx'
import { useProfiles } from '../production/profile-form/index.ts'
import { forBatches } from './address.ts'
import { stateOf } from './state.tsx'

/** What can be done with the batch now: selling first, the steps of its profile behind one button. */
export function BatchActions({ batch, own }: { batch: Holding; own: boolean }) {
  const { t } = useTranslation()
  const may = useMay()
  const usable = own && stateOf(batch) === 'in_stock'
  const { holdingId, partyId } = batch
  return (
    <>
      {usable && may(dispatchGoods) && (
        <LinkButton type="primary" to={forBatches('/trade/sell', [holdingId])}>
          {t('batch.sell')}
        </LinkButton>
      )}
      {usable && batch.code !== null && may(printLabels) && (
        <LinkButton to={forBatches('/labels/new', [holdingId])}>{t('batch.print_labels')}</LinkButton>
      )}
      {may(traceItem) && (
        <LinkButton to={`/trace/view?holdingId=${holdingId}&partyId=${partyId}`}>{t('batch.trace')}</LinkButton>
      )}
      {own && may(recordStep) && <Steps batch={batch} />}
    </>
  )
}

/** With goods left any step; on hold what the rules let pass: looking at it, and destroying it under a decision. */
function isOpen(move: ProfileMove, batch: Holding): boolean {
  if (move === 'observe' || move === 'record') return true
  if (batch.held) return move === 'destroy'
  return ['transform', 'aggregate', 'consume', 'destroy'].includes(move) && stateOf(batch) === 'in_stock'
}

function Steps({ batch }: { batch: Holding }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  const profile = useProfiles().find((p) => p.id === batch.profile)
  const isPack = batch.kind === 'pack'
  const steps = profile?.events.filter(
    (e) =>
      e.object === 'batch' &&
      isOpen(e.move, batch) &&
      (e.move !== 'aggregate' || (e.step === 'unpacking') === isPack) &&
      !(isPack && (e.step === 'disassembling' || e.step === 'assembling')),
  )
  if (!profile || !steps?.length) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...steps.map((e) => ({
            key: e.id,
            label: (
              <Link to={forBatches(`/batches/step/${encodeURIComponent(profile.id)}/${e.id}`, [batch.holdingId])}>
                {e.names[language]}
              </Link>
            ),
          })),
          ...(stateOf(batch) === 'in_stock' && batch.kind === 'batch' && !batch.held
            ? [
                {
                  key: 'open_pack',
                  label: <Link to={forBatches('/batches/pack', [batch.holdingId])}>{t('pack.title')}</Link>,
                },
              ]
            : []),
        ],
      }}
    >
      <Button icon={<DownOutlined />} iconPlacement="end">
        {t('batch.steps')}
      </Button>
    </Dropdown>
  )
}
