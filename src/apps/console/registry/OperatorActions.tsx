import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  findOperator,
  listOperators,
  type Operator,
  restoreOperator,
  revokeOperator,
  suspendOperator,
} from '../../../modules/registry/operator/schema.ts'
import { listHoldings } from '../../../modules/trace/schema.ts'
import { listTransfers } from '../../../modules/trade/transfer/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { MergeDialog } from './MergeDialog.tsx'

type Action = Operator['actions'][number]
const endpoints = { suspend: suspendOperator, restore: restoreOperator, revoke: revokeOperator } as const

/** What a supervisor may do with the operator now; each says what follows and asks why. */
export function OperatorActions({ operator }: { operator: Operator }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Action>()
  const close = () => setAsked(undefined)
  return (
    <>
      {operator.actions.map((a) => (
        <Button key={a} danger={a === 'suspend' || a === 'revoke'} onClick={() => setAsked(a)}>
          {t(`operator.action.${a}`)}
        </Button>
      ))}
      {asked === 'merge' && <MergeDialog operator={operator} onClose={close} />}
      {asked && asked !== 'merge' && <Decide key={asked} operator={operator} action={asked} onClose={close} />}
    </>
  )
}

type DecideProps = { operator: Operator; action: Exclude<Action, 'merge'>; onClose: () => void }

function Decide({ operator, action, onClose }: DecideProps) {
  const { t } = useTranslation()
  const act = useDo(endpoints[action], { refresh: [findOperator.name, listOperators.name], onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={`${t(`operator.action.${action}`)} · ${operator.name}`}
      consequence={
        <>
          <p>{t(`registry.consequence.${action}`)}</p>
          {action !== 'restore' && <Affected partyId={operator.partyId} />}
        </>
      }
      verb={t(`operator.action.${action}`)}
      danger={action !== 'restore'}
      reason
      waiting={act.waiting}
      refusal={<Refusal refusal={act.refusal} />}
      onConfirm={(reason) => void act.run({ partyId: operator.partyId, reason })}
      onClose={onClose}
    />
  )
}

/** In numbers: batches that stay where they are, transfers that wait. */
function Affected({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const may = useMay()
  const most = 200
  const batches = useAsk(listHoldings, { partyId, inStock: 'yes', limit: most }, { enabled: may(listHoldings) })
  const waiting = { partyId, waiting: 'yes', limit: most } as const
  const out = useAsk(listTransfers, { ...waiting, direction: 'out' }, { enabled: may(listTransfers) })
  const arriving = useAsk(listTransfers, { ...waiting, direction: 'in' }, { enabled: may(listTransfers) })
  const count = (a?: { items: unknown[]; nextCursor: string | null }) =>
    a ? `${a.items.length}${a.nextCursor ? '+' : ''}` : '…'
  return (
    <p>
      <strong>
        {t('registry.consequence.affected', {
          batches: count(batches.data),
          out: count(out.data),
          arriving: count(arriving.data),
        })}
      </strong>
    </p>
  )
}
