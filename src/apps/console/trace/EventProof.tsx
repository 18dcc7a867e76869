import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { proofOfEvent } from '../../../modules/proof/schema.ts'
import { fillPath } from '../../../platform/endpoint.ts'
import { groupDigits, whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'

type EventProofProps = { partyId: string; eventId: string }

/** The proof of an event: asked for when somebody wants to see it, for a chain has very many events. */
export function EventProof(event: EventProofProps) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may(proofOfEvent)) return null
  return open ? (
    <ProofFacts {...event} />
  ) : (
    <Button size="small" type="text" icon={<SafetyCertificateOutlined />} onClick={() => setOpen(true)}>
      {t('trace_proof.show')}
    </Button>
  )
}

function ProofFacts(event: EventProofProps) {
  const { t, i18n } = useTranslation()
  const [sealed, setSealed] = useState(false)
  // one that is not sealed yet is within seconds
  const { data, error, refetch } = useAsk(proofOfEvent, event, sealed ? {} : { every: 5_000 })
  useEffect(() => {
    if (data?.proof || error) setSealed(true)
  }, [data, error])
  if (error) {
    // an event of somebody further along the chain is shown, its proof is not
    if (error.code === 'not_found') return <p className="ui-quiet">{t('trace_proof.not_yours')}</p>
    return <Refusal refusal={error} again={() => void refetch()} />
  }
  if (!data) return <Waiting rows={1} />
  const { proof, sealedAt, erased } = data
  if (!proof) return <p className="ui-quiet">{t('trace_proof.waiting')}</p>
  return (
    <section className="trace-proof" aria-label={t('trace_proof.title')}>
      <p className="ui-quiet">
        {t('trace_proof.leaf', {
          index: groupDigits(String(proof.leafIndex)),
          size: groupDigits(String(proof.treeSize)),
          time: sealedAt ? whenText(sealedAt, i18n.language) : '',
        })}
      </p>
      {erased && (
        <p className="ui-quiet">
          {t('trace_proof.erased', { decision: erased.decision, time: whenText(erased.at, i18n.language) })}
        </p>
      )}
      <Button
        size="small"
        icon={<DownloadOutlined />}
        href={fillPath(proofOfEvent.path, event).url}
        download={`proof-${event.eventId}.json`}
      >
        {t('trace_proof.download')}
      </Button>{' '}
      <a href={`/verify?lang=${i18n.language === 'zh' ? 'zh' : 'en'}`} target="_blank" rel="noreferrer">
        {t('trace_proof.verify')}
      </a>
    </section>
  )
}
