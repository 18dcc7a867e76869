import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { UNITS } from '../../../kernel/unit.ts'
import {
  InputKindKey,
  type InputPurchase,
  listInputPurchases,
  recordInputBatch,
  recordInputPurchase,
  voidInputPurchase,
} from '../../../modules/production/input/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { State } from '../../../ui/State.tsx'
import { usePhone } from '../../../ui/useMedia.ts'
import { Amount, groupDigits, When } from '../../../ui/values.tsx'
import { useDo } from '../app/call.ts'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { ProductionPage } from './ProductionPage.tsx'
import { ReceivedInputs } from './ReceivedInputs.tsx'
import './production.css'

/** What was bought, and what is left of it. */
export function InputsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [voiding, setVoiding] = useState<InputPurchase>()
  const columns = useInputColumns()
  const size = usePhone() ? 'middle' : 'small'
  return (
    <ProductionPage
      title={t('production.inputs')}
      action={
        may(recordInputPurchase) && (
          <LinkButton type="primary" icon={<PlusOutlined />} to="/production/inputs/new">
            {t('production.input.new')}
          </LinkButton>
        )
      }
    >
      {may(recordInputBatch) && <ReceivedInputs />}
      <List
        label={t('production.inputs')}
        endpoint={listInputPurchases}
        filters={[
          { key: 'q', label: t('production.input.search'), kind: 'search' },
          {
            key: 'kind',
            label: t('production.input.kind'),
            kind: 'choice',
            choices: InputKindKey.options.map((k) => ({ value: k, label: t(`production.kind.${k}`) })),
          },
        ]}
        columns={columns}
        rowKey={(r) => r.purchaseId}
        actions={(r) =>
          r.voidedAt ? null : (
            <div className="ui-chips">
              {may(recordInputPurchase) && (
                <LinkButton size={size} to={`/production/inputs/new?like=${r.purchaseId}`}>
                  {t('production.input.same_again')}
                </LinkButton>
              )}
              {may(voidInputPurchase) && (
                <Button size={size} danger onClick={() => setVoiding(r)}>
                  {t('production.void')}
                </Button>
              )}
            </div>
          )
        }
        empty={{
          text: t('production.input.none'),
          action: may(recordInputPurchase) && (
            <LinkButton to="/production/inputs/new">{t('production.input.new')}</LinkButton>
          ),
        }}
      />
      <VoidPurchase purchase={voiding} onClose={() => setVoiding(undefined)} />
    </ProductionPage>
  )
}

function useInputColumns(): Column<InputPurchase>[] {
  const { t, i18n } = useTranslation()
  const unit = (r: InputPurchase) => UNITS[r.unit].names[i18n.language as Language]
  const isOver = (r: InputPurchase) => r.left.startsWith('-')
  return [
    { key: 'name', title: t('production.input.name'), render: (r) => r.name, text: (r) => r.name },
    {
      key: 'state',
      title: t('production.state'),
      phone: 'state',
      render: (r) => {
        if (r.voidedAt) return <State kind="stop">{t('production.voided')}</State>
        if (isOver(r)) return <State kind="wait">{t('production.input.over')}</State>
        return Number(r.left) === 0 ? <State kind="plain">{t('production.input.used_up')}</State> : null
      },
      text: (r) => (r.voidedAt ? t('production.voided') : ''),
    },
    {
      key: 'left',
      title: t('production.input.left_column'),
      numeric: true,
      render: (r) => (
        <>
          <Amount value={r.left} unit={unit(r)} />
          {r.uncountedUses > 0 && (
            <small className="production-note">{t('production.input.uncounted', { count: r.uncountedUses })}</small>
          )}
        </>
      ),
      text: (r) => `${r.left} ${unit(r)}`,
    },
    {
      key: 'quantity',
      title: t('production.input.bought_column'),
      numeric: true,
      phone: 'hidden',
      render: (r) => <Amount value={r.quantity} unit={unit(r)} />,
      text: (r) => `${r.quantity} ${unit(r)}`,
    },
    {
      key: 'on',
      title: t('production.input.bought_on'),
      render: (r) => <When at={r.boughtOn} />,
      text: (r) => r.boughtOn,
    },
    {
      key: 'number',
      title: t('production.input.number'),
      render: (r) => r.registrationNumber,
      text: (r) => r.registrationNumber,
    },
    { key: 'source', title: t('production.input.source'), render: (r) => r.source, text: (r) => r.source },
    {
      key: 'kind',
      title: t('production.input.kind'),
      phone: 'hidden',
      render: (r) => t(`production.kind.${r.kind}`),
      text: (r) => t(`production.kind.${r.kind}`),
    },
  ]
}

function VoidPurchase({ purchase, onClose }: { purchase: InputPurchase | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const doVoid = useDo(voidInputPurchase, { refresh: ['listInputPurchases'] })
  const close = () => {
    doVoid.forget()
    onClose()
  }
  const quantity = purchase
    ? `${groupDigits(purchase.quantity)} ${UNITS[purchase.unit].names[i18n.language as Language]}`
    : ''
  return (
    <ConfirmDialog
      open={purchase !== undefined}
      title={t('production.input.void_title')}
      consequence={t('production.input.void_what', { name: purchase?.name, quantity })}
      verb={t('production.void')}
      danger
      reason
      canned={[t('production.void_wrong'), t('production.void_twice')]}
      waiting={doVoid.waiting}
      refusal={<Refusal refusal={doVoid.refusal} />}
      onConfirm={async (reason) => {
        if (purchase && (await doVoid.run({ purchaseId: purchase.purchaseId, reason }))) close()
      }}
      onClose={close}
    />
  )
}
