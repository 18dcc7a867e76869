import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { getHolding, type Holding } from '../../../modules/trace/schema.ts'
import { Facts, Page } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { BatchActions } from './BatchActions.tsx'
import { BatchCode } from './BatchCode.tsx'
import { BatchHistory, useHistory } from './BatchHistory.tsx'
import { BatchPapers } from './BatchPapers.tsx'
import { BatchProblems, useProblems } from './BatchProblems.tsx'
import { PackContents } from './PackContents.tsx'
import { PlaceName } from './PlaceName.tsx'
import { BatchStateChip } from './state.tsx'
import './batch.css'

/** A batch at one holder: what is left and how that came about, what happened to it, its papers, what stops it. */
export function BatchPage() {
  const { t } = useTranslation()
  const { holdingId = '' } = useParams()
  const [params] = useSearchParams()
  const { party } = useSession()
  const partyId = params.get('partyId') ?? party?.partyId
  const asked = useAsk(getHolding, { holdingId, ...(partyId ? { partyId } : {}) })
  const batch = asked.data?.holdings[0]
  const own = partyId === party?.partyId
  const problems = useProblems({ holdingId, partyId }, own)
  const history = useHistory({ holdingId, partyId })
  const back = { to: own ? '/batches' : '/trace', title: t(own ? 'batch.title' : 'menu.trace') }
  if (!batch || !problems.ready || history.asked.isLoading)
    return (
      <Page title={t('batch.one')} back={back}>
        <Refusal refusal={asked.error} again={() => void asked.refetch()} />
        {!asked.error && <Waiting rows={14} />}
      </Page>
    )
  // a crate or another open pack is no goods: it has no balance, only what is inside
  const openPack = batch.productId === null && batch.kind !== 'batch'
  return (
    <Page
      title={openPack ? t('batch.open_pack') : (batch.productName ?? t('batch.one'))}
      {...(openPack && !batch.held ? {} : { state: <BatchStateChip batch={batch} /> })}
      back={back}
      action={<BatchActions batch={batch} own={own} />}
    >
      <BatchProblems batch={batch} own={own} problems={problems} />
      {!openPack && <BatchFacts batch={batch} own={own} />}
      <div className="batch-columns">
        <div className="batch-main">
          <BatchHistory batch={batch} own={own} balance={!openPack} />
        </div>
        <div className="batch-aside">
          {batch.code && <BatchCode code={batch.code} voided={asked.data?.codeState === 'voided'} />}
          {!openPack && <BatchPapers batch={batch} own={own} />}
          <PackContents found={asked.data!} batch={batch} own={own} />
        </div>
      </div>
    </Page>
  )
}

function BatchFacts({ batch, own }: { batch: Holding; own: boolean }) {
  const { t } = useTranslation()
  const unit = useUnit()
  const reserved = Number(batch.reserved) !== 0
  return (
    <Facts
      items={[
        { label: t('batch.balance'), value: <Amount value={batch.quantity} unit={unit(batch.unit)} /> },
        {
          label: t('batch.reserved'),
          value: reserved && <Amount value={batch.reserved} unit={unit(batch.unit)} />,
        },
        {
          label: t('batch.available'),
          value: reserved && <Amount value={batch.available} unit={unit(batch.unit)} />,
        },
        { label: t('batch.made_on'), value: batch.madeOn && <When at={batch.madeOn} /> },
        { label: t('batch.place'), value: batch.place && <PlaceName place={batch.place} partyId={batch.partyId} /> },
        { label: t('batch.holder'), value: !own && batch.partyName },
        { label: t('batch.kind'), value: batch.kind !== 'batch' && t(`item.kind.${batch.kind}`) },
        { label: t('batch.basis'), value: t(`basis.${batch.basis}`) },
      ].map((f) => ({ ...f, value: f.value || null }))}
    />
  )
}
