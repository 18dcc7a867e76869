import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type CertificateRef, listCertificates, listCollected } from '../../../modules/label/schema.ts'
import type { TraceNode } from '../../../modules/trace/walk/schema.ts'
import { State } from '../../../ui/State.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { useAsk } from '../app/call.ts'
import { useMay } from '../app/session.tsx'

/** The certificates of a holding, and those that came along with the goods; only where it is in full sight. */
export function NodeDocuments({ node }: { node: TraceNode }) {
  const may = useMay()
  if (node.sight !== 'full' || !node.partyId || !may(listCertificates)) return null
  return <Documents partyId={node.partyId} holdingId={node.holdingId} />
}

function Documents({ partyId, holdingId }: { partyId: string; holdingId: string }) {
  const { t } = useTranslation()
  const may = useMay()
  const issued = useAsk(listCertificates, { partyId, holdingId })
  const collected = useAsk(listCollected, { partyId, holdingId }, { enabled: may(listCollected) })
  const along = collected.data?.items.flatMap((c) => c.certificates) ?? []
  const own = issued.data?.items ?? []
  if (!issued.data) return null
  return (
    <section>
      {(own.length > 0 || !along.length) && <h3>{t('trace_panel.certificates')}</h3>}
      {!own.length && !along.length && <p className="ui-quiet">{t('trace_panel.documents_none')}</p>}
      <Certificates list={own} />
      {along.length > 0 && <h3>{t('trace_panel.collected')}</h3>}
      <Certificates list={along} />
    </section>
  )
}

function Certificates({ list }: { list: readonly CertificateRef[] }) {
  const { t } = useTranslation()
  if (!list.length) return null
  return (
    <ul>
      {list.map((c) => (
        <li key={c.certificateId}>
          <Link to={`/certificates/${c.certificateId}?partyId=${c.partyId}`}>
            <Code value={c.code} />
          </Link>{' '}
          {c.voidedAt && <State kind="stop">{t('trace_panel.certificate_voided')}</State>}
          <br />
          <small className="ui-quiet">
            {c.issuerName} · <When at={c.issuedAt} full />
          </small>
        </li>
      ))}
    </ul>
  )
}
