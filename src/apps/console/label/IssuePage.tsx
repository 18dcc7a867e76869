import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { getHolding } from '../../../modules/trace/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount } from '../../../ui/values.tsx'
import { useAsk } from '../app/call.ts'
import { BatchChoice } from './BatchChoice.tsx'
import { certificateAddress } from './certificateAddress.ts'
import { IssueForm } from './IssueForm.tsx'

/** A certificate for one batch: chosen first where the address names none. */
export function IssuePage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const go = useNavigate()
  const holdingId = params.get('holdingId')
  return (
    <Page title={t('label.issue_title')} back={{ to: '/certificates', title: t('label.certificates') }} narrow>
      {holdingId ? (
        <>
          <BatchLine holdingId={holdingId} />
          <IssueForm
            holdingId={holdingId}
            onIssued={(c) => void go(certificateAddress(c, true), { replace: true })}
            refused={<LinkButton to={`/batches/${holdingId}`}>{t('label.see_batch')}</LinkButton>}
          />
        </>
      ) : (
        <BatchChoice onChoose={(id) => setParams({ holdingId: id }, { replace: true })} />
      )}
    </Page>
  )
}

/** Which goods the form is about. */
export function BatchLine({ holdingId }: { holdingId: string }) {
  const unit = useUnit()
  const batch = useAsk(getHolding, { holdingId }).data?.holdings[0]
  return (
    <p className="label-batch">
      {batch ? (
        <>
          <strong>{batch.productName}</strong> <Amount value={batch.quantity} unit={unit(batch.unit)} />
        </>
      ) : (
        ' '
      )}
    </p>
  )
}
