import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { Notice } from '../../../../ui/Notice.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import { useEvent } from '../../production/profile-form/index.ts'
import { StepDone, type StepMade } from './StepDone.tsx'
import { StepForm } from './StepForm.tsx'
import { shapeOf } from './shape.ts'
import '../batch.css'

/** Any step on batches of any profile: what it takes, what comes out, and the fields the profile asks for. */
export function StepPage() {
  const { t, i18n } = useTranslation()
  const { profile: profileId = '', event: eventId = '' } = useParams()
  const [params] = useSearchParams()
  const go = useNavigate()
  const [made, setMade] = useState<StepMade>()
  const { profile, event, refusal } = useEvent(profileId, eventId)
  const holdingIds = params.getAll('holdingId')
  const back =
    holdingIds.length === 1
      ? { to: `/batches/${holdingIds[0]}`, title: t('batch.one') }
      : { to: '/batches', title: t('batch.title') }
  const shape = event && shapeOf(event)
  const onMade = (m: StepMade) => {
    if (m.batches.length > 1 || m.warnings.length || m.missing.length) setMade(m)
    else void go(`/batches/${m.batches[0]?.holdingId ?? m.about[0] ?? ''}`, { replace: true })
  }
  return (
    <Page title={event?.names[i18n.language === 'zh' ? 'zh' : 'en'] ?? ' '} back={back} narrow>
      <Refusal refusal={refusal} />
      {!event && !refusal && <Waiting rows={10} />}
      {event && !shape && <Notice kind="stop">{t('step.elsewhere')}</Notice>}
      {made && event && <StepDone made={made} event={event} />}
      {profile && event && shape && !made && (
        <StepForm
          key={`${profile.id}/${event.id}`}
          profile={profile}
          event={event}
          shape={shape}
          holdingIds={holdingIds}
          onMade={onMade}
        />
      )}
    </Page>
  )
}
