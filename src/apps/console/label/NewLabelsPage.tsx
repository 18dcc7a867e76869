import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { PrintRun } from '../../../modules/label/schema.ts'
import { dispatchGoods } from '../../../modules/trade/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useMay } from '../app/session.tsx'
import { forBatches } from '../batch/address.ts'
import { BatchChoice } from './BatchChoice.tsx'
import { BatchLine } from './IssuePage.tsx'
import { LabelForm } from './LabelForm.tsx'
import { PrintedRuns } from './PrintedRuns.tsx'

/** Labels of one batch, or the same for several. */
export function NewLabelsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [params, setParams] = useSearchParams()
  const [runs, setRuns] = useState<PrintRun[]>([])
  const holdingIds = params.getAll('holdingId')
  const batches = holdingIds.map((id) => <BatchLine key={id} holdingId={id} />)
  return (
    <Page title={t('label.print')} back={{ to: '/labels', title: t('label.runs') }} narrow>
      {holdingIds.length === 0 && <BatchChoice onChoose={(id) => setParams({ holdingId: id }, { replace: true })} />}
      {holdingIds.length > 0 && runs.length === 0 && (
        <>
          {batches}
          <LabelForm holdingIds={holdingIds} onPrinted={setRuns} />
        </>
      )}
      {runs.length > 0 && (
        <>
          <PrintedRuns runs={runs} />
          <div className="ui-chips">
            {may(dispatchGoods) && (
              <LinkButton to={forBatches('/trade/sell', holdingIds)}>{t('batch.sell')}</LinkButton>
            )}
            <LinkButton to={`/batches/${holdingIds[0]}`}>{t('label.see_batch')}</LinkButton>
          </div>
        </>
      )}
    </Page>
  )
}
