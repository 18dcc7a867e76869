import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  issueCertificate,
  listCertificates,
  listCollected,
  listPrintRuns,
  printLabels,
} from '../../../modules/label/schema.ts'
import type { Holding } from '../../../modules/trace/schema.ts'
import { Section } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { useAsk } from '../app/call.ts'
import { useMay } from '../app/session.tsx'
import { CertificateStateChip } from '../label/CertificateState.tsx'
import { certificateAddress } from '../label/certificateAddress.ts'
import { RunPdf } from '../label/RunPdf.tsx'
import { forBatches } from './address.ts'
import { stateOf } from './state.tsx'

/** Certificates of the batch, those that came along with it, and its print runs. */
export function BatchPapers({ batch, own }: { batch: Holding; own: boolean }) {
  const may = useMay()
  return (
    <>
      {may(listCertificates) && <Certificates batch={batch} own={own} />}
      {may(listPrintRuns) && <Runs batch={batch} own={own} />}
    </>
  )
}

function Certificates({ batch, own }: { batch: Holding; own: boolean }) {
  const { t } = useTranslation()
  const may = useMay()
  const { partyId, holdingId } = batch
  const issued = useAsk(listCertificates, { partyId, holdingId })
  const collected = useAsk(listCollected, { partyId, holdingId }, { enabled: may(listCollected) })
  const cameAlong = collected.data?.items[0]?.certificates.filter((c) => c.partyId !== partyId) ?? []
  const valid = issued.data?.items.some((c) => c.voidedAt === null)
  const canIssue = own && may(issueCertificate) && issued.data && !valid && stateOf(batch) !== 'held'
  return (
    <Section
      title={t('batch.certificates')}
      extra={
        canIssue &&
        batch.code !== null &&
        Number(batch.quantity) > 0 && (
          <Link to={forBatches('/certificates/new', [holdingId])}>{t('batch.certify')}</Link>
        )
      }
    >
      {issued.data?.items.length === 0 && cameAlong.length === 0 && (
        <p className="ui-quiet">{t('batch.no_certificate')}</p>
      )}
      <ul className="batch-papers">
        {issued.data?.items.map((c) => (
          <li key={c.certificateId}>
            <Link to={certificateAddress(c, own)}>
              <Code value={c.code} />
            </Link>
            <CertificateStateChip voidedAt={c.voidedAt} />
            <small>
              <When at={c.issuedAt} />
            </small>
          </li>
        ))}
        {cameAlong.map((c) => (
          <li key={c.certificateId}>
            <Code value={c.code} />
            <State kind="info">{t('batch.came_along')}</State>
            <small>{c.issuerName}</small>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Runs({ batch, own }: { batch: Holding; own: boolean }) {
  const { t } = useTranslation()
  const may = useMay()
  const { partyId, holdingId } = batch
  const runs = useAsk(listPrintRuns, { partyId, holdingId, limit: 10 })
  const canPrint = own && may(printLabels) && Number(batch.quantity) > 0 && stateOf(batch) !== 'held'
  return (
    <Section
      title={t('batch.labels')}
      extra={canPrint && <Link to={forBatches('/labels/new', [holdingId])}>{t('batch.print_labels')}</Link>}
    >
      {runs.data?.items.length === 0 && <p className="ui-quiet">{t('batch.no_labels')}</p>}
      <ul className="batch-papers">
        {runs.data?.items.map((r) => (
          <li key={r.runId}>
            <span>{t('label.run_line', { copies: r.copies, template: t(`template.${r.template}`) })}</span>
            <small>
              <When at={r.printedAt} />
            </small>
            {own && <RunPdf run={r} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}
