import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import type { ProfileEvent } from '../../../kernel/profile.ts'
import { usesOf } from '../../../modules/production/input/rules.ts'
import {
  getRecord,
  type ProductionRecord,
  recordProduction,
  voidRecord,
} from '../../../modules/production/record/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { When, whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { Findings } from './Findings.tsx'
import { ProfileValues, useEvent, useFieldName } from './profile-form/index.ts'
import { RecordState } from './RecordState.tsx'
import { isRecorded } from './recorded.ts'
import { Unmask } from './Unmask.tsx'
import { VoidDialog } from './VoidDialog.tsx'

/** One record: what was written down, whether it is complete, and how to put it right. */
export function RecordedPage() {
  const { t, i18n } = useTranslation()
  const { recordId = '' } = useParams()
  const [params] = useSearchParams()
  const partyId = params.get('partyId') ?? undefined
  const asked = useAsk(getRecord, { recordId, ...(partyId ? { partyId } : {}) })
  const record = asked.data
  const [unmasked, setUnmasked] = useState<Readonly<Record<string, string>>>()
  const { event, refusal } = useEvent(record?.profile, record?.event)
  const back = { to: '/production', title: t('production.title') }
  const [use] = record && event ? usesOf(event, record.fields, record.happenedOn) : []
  if (!record || !event)
    return (
      <Page title={t('production.record')} back={back}>
        <Refusal refusal={asked.error ?? refusal} again={() => void asked.refetch()} />
        {!asked.error && !refusal && <Waiting rows={8} />}
      </Page>
    )
  return (
    <Page
      title={record.eventName[i18n.language as Language]}
      state={<RecordState record={record} />}
      back={back}
      action={<Actions record={record} event={event} />}
    >
      <Standing record={record} event={event} />
      <Findings findings={record.findings} />
      <Facts
        items={[
          { label: t('production.on'), value: <When at={record.happenedOn} /> },
          { label: t('production.where'), value: record.targets.map((x) => x.name).join(t('production.form.comma')) },
          {
            label: t('production.harvest_from'),
            value: !record.voided && use?.allowedFrom && <When at={use.allowedFrom} />,
          },
          { label: t('production.product'), value: record.productName },
          { label: t('production.recorded_at'), value: <When at={record.recordedAt} full /> },
          { label: t('production.entered_by_helper'), value: record.onBehalfOf && t('ui.yes') },
        ]}
      />
      <Section title={t('production.content')}>
        {record.personal.length > 0 && <Unmask record={record} onShown={setUnmasked} shown={unmasked !== undefined} />}
        <ProfileValues
          event={event}
          fields={record.fields}
          names={new Map(record.targets.map((x) => [x.id, x.name]))}
          personal={record.personal}
          unmasked={unmasked}
          record={record}
        />
      </Section>
      {record.holdingIds.length > 0 && (
        <Section title={t('production.goods')}>
          <div className="ui-chips">
            {record.holdingIds.map((id, i) => (
              <Link key={id} to={`/batches/${id}?partyId=${record.partyId}`}>
                {t('production.open_batch')} {record.holdingIds.length > 1 ? i + 1 : ''}
              </Link>
            ))}
          </div>
        </Section>
      )}
    </Page>
  )
}

/** What matters about it now: void and why, gaps, warnings, the interval it sets. */
function Standing({ record, event }: { record: ProductionRecord; event: ProfileEvent }) {
  const { t, i18n } = useTranslation()
  const fieldName = useFieldName()
  const { voided, missing, warnings } = record
  if (voided)
    return (
      <Notice kind="stop">
        {t('production.voided_because', { at: whenText(voided.at, i18n.language), reason: voided.reason })}
      </Notice>
    )
  const fields = missing.map((key) => fieldName(event, key)).join(t('production.form.comma'))
  return (
    <>
      {missing.length > 0 && <Notice kind="wait">{t('production.gaps', { fields })}</Notice>}
      {warnings.map((w) => (
        <Notice key={w} kind="wait">
          {i18n.exists(w) ? t(w) : w}
        </Notice>
      ))}
    </>
  )
}

function Actions({ record, event }: { record: ProductionRecord; event: ProfileEvent }) {
  const { t } = useTranslation()
  const { party } = useSession()
  const may = useMay()
  const [voiding, setVoiding] = useState(false)
  if (record.partyId !== party?.partyId) return null
  const form = `/production/record/${encodeURIComponent(record.profile)}/${record.event}`
  const byForm = isRecorded(event)
  const mayVoid = may(voidRecord) && !record.voided
  return (
    <>
      {mayVoid && (
        <Button danger onClick={() => setVoiding(true)}>
          {t('production.void')}
        </Button>
      )}
      {mayVoid && byForm && may(recordProduction) && (
        <LinkButton to={`${form}?instead=${record.recordId}`}>{t('production.correct')}</LinkButton>
      )}
      {byForm && may(recordProduction) && (
        <LinkButton type="primary" to={`${form}?like=${record.recordId}`}>
          {t('production.another')}
        </LinkButton>
      )}
      <VoidDialog
        recordIds={[record.recordId]}
        goods={record.holdingIds.length > 0}
        open={voiding}
        onClose={() => setVoiding(false)}
        onVoided={() => undefined}
      />
    </>
  )
}
