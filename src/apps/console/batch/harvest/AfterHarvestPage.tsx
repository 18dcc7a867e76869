import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useNavigate, useParams } from 'react-router'
import { issueCertificate, type PrintRun, printLabels } from '../../../../modules/label/schema.ts'
import type { Finding } from '../../../../modules/production/rule/schema.ts'
import { dispatchGoods } from '../../../../modules/trade/schema.ts'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Notice } from '../../../../ui/Notice.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { useMay } from '../../app/session.tsx'
import { IssueForm } from '../../label/IssueForm.tsx'
import { BatchLine } from '../../label/IssuePage.tsx'
import { LabelForm } from '../../label/LabelForm.tsx'
import { PrintedRuns } from '../../label/PrintedRuns.tsx'
import { Findings } from '../../production/Findings.tsx'
import { useEvent, useFieldName } from '../../production/profile-form/index.ts'
import { forBatches } from '../address.ts'
import { type Screen, Screens, screens } from './Screens.tsx'
import '../batch.css'

/** Screens two to four: certificate, labels, sale. What is done is done; the rest can be taken up at the batch. */
export function AfterHarvestPage() {
  const { t } = useTranslation()
  const { holdingId = '', screen } = useParams()
  const at = screens.find((s) => s === screen && s !== 'harvest') as Exclude<Screen, 'harvest'> | undefined
  if (!at) return <Navigate to={`/batches/${holdingId}`} replace />
  const Part = { certificate: CertificateScreen, label: LabelScreen, sell: SellScreen }[at]
  return (
    <Page title={t(`harvest.title.${at}`)} narrow>
      <Screens at={at} />
      <BatchLine holdingId={holdingId} />
      <Said />
      <Part holdingId={holdingId} />
    </Page>
  )
}

type Made = { warnings?: string[]; missing?: string[]; findings?: Finding[]; profile?: string; event?: string }

/** What the record was accepted with: warnings, and what the law asks for and it lacks. */
function Said() {
  const { t } = useTranslation()
  const made = (useLocation().state ?? {}) as Made
  const { event } = useEvent(made.profile, made.event)
  const fieldName = useFieldName()
  const lacks = made.missing?.map((key) => fieldName(event, key)).filter(Boolean) ?? []
  return (
    <>
      {made.warnings?.map((w) => (
        <Notice key={w} kind="wait">
          {t(w === 'harvest.inside_interval' ? 'harvest.warned_interval' : w)}
        </Notice>
      ))}
      <Findings findings={made.findings ?? []} />
      {lacks.length > 0 && (
        <Notice kind="wait">{t('harvest.missing', { fields: lacks.join(t('label.comma')) })}</Notice>
      )}
    </>
  )
}

function CertificateScreen({ holdingId }: { holdingId: string }) {
  const { t } = useTranslation()
  const may = useMay()
  const go = useNavigate()
  const onward = `/harvest/${holdingId}/label`
  if (!may(issueCertificate)) return <Navigate to={onward} replace />
  return (
    <IssueForm
      holdingId={holdingId}
      onIssued={() => void go(onward)}
      extra={<LinkButton to={onward}>{t('harvest.skip')}</LinkButton>}
      refused={
        <Foot>
          <LinkButton type="primary" to={onward}>
            {t('ui.next')}
          </LinkButton>
        </Foot>
      }
    />
  )
}

function LabelScreen({ holdingId }: { holdingId: string }) {
  const { t } = useTranslation()
  const may = useMay()
  const [runs, setRuns] = useState<PrintRun[]>([])
  const onward = `/harvest/${holdingId}/sell`
  if (!may(printLabels)) return <Navigate to={onward} replace />
  if (!runs.length)
    return (
      <LabelForm
        holdingIds={[holdingId]}
        onPrinted={setRuns}
        extra={<LinkButton to={onward}>{t('harvest.skip')}</LinkButton>}
      />
    )
  return (
    <>
      <PrintedRuns runs={runs} />
      <Foot>
        <LinkButton type="primary" to={onward}>
          {t('ui.next')}
        </LinkButton>
      </Foot>
    </>
  )
}

function SellScreen({ holdingId }: { holdingId: string }) {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <>
      <p>{t('harvest.sell_now')}</p>
      <div className="batch-ways">
        {may(dispatchGoods) && (
          <LinkButton type="primary" size="large" to={forBatches('/trade/sell', [holdingId])}>
            {t('batch.sell')}
          </LinkButton>
        )}
        <LinkButton size="large" to={`/batches/${holdingId}`}>
          {t('harvest.finish')}
        </LinkButton>
        <LinkButton size="large" to="/harvest">
          {t('harvest.another')}
        </LinkButton>
      </div>
    </>
  )
}

function Foot({ children }: { children: React.ReactNode }) {
  return (
    <div className="app-form">
      <div className="ui-form-foot">{children}</div>
    </div>
  )
}
