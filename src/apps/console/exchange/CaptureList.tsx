import { useTranslation } from 'react-i18next'
import { listCaptureJobs } from '../../../modules/exchange/capture/schema.ts'
import { DataList } from '../../../ui/DataList.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import './exchange.css'
import { CaptureStateChip } from './states.tsx'

/** The newest capture jobs of one's own. */
export function CaptureList({ most }: { most: number }) {
  const { t } = useTranslation()
  const asked = useAsk(listCaptureJobs, { perPage: String(most) }, { every: 10_000 })
  return (
    <>
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!asked.data && !asked.error && <Waiting rows={2} />}
      {asked.data?.length === 0 && <p className="ui-quiet">{t('captures.none')}</p>}
      {asked.data && asked.data.length > 0 && (
        <DataList
          label={t('captures.title')}
          rows={asked.data}
          rowKey={(j) => j.captureID}
          open={(j) => `/connections/captures/${encodeURIComponent(j.captureID)}`}
          columns={[
            { key: 'job', title: t('captures.job'), render: (j) => j.captureID.slice(-12) },
            {
              key: 'state',
              title: t('captures.state'),
              phone: 'state',
              width: 150,
              render: (j) => <CaptureStateChip job={j} />,
            },
            {
              key: 'behaviour',
              title: t('captures.behaviour'),
              phone: 'hidden',
              render: (j) => t(`captures.behaviour.${j.captureErrorBehaviour}`),
            },
            {
              key: 'problems',
              title: t('captures.problems'),
              numeric: true,
              width: 110,
              render: (j) => j.errors.length,
            },
            {
              key: 'created',
              title: t('captures.created'),
              width: 130,
              render: (j) => <When at={j.createdAt} />,
            },
          ]}
        />
      )}
    </>
  )
}
