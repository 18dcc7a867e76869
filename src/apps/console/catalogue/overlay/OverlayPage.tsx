import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import {
  approveOverlay,
  getOverlay,
  type Overlay,
  proposeOverlay,
  refuseOverlay,
  withdrawOverlay,
} from '../../../../modules/catalogue/overlay/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../../ui/ConfirmDialog.tsx'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Notice } from '../../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../../ui/Page.tsx'
import { When } from '../../../../ui/values.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../../app/call.ts'
import { Refusal } from '../../app/Refusal.tsx'
import { useMay } from '../../app/session.tsx'
import '../catalogue.css'
import { countOf, profileOf } from './changes.ts'
import { Diff } from './Diff.tsx'
import { OverlayState } from './OverlayState.tsx'
import { Preview } from './Preview.tsx'

/** One overlay: what it changes, how the form will look, who proposed it; another account decides. */
export function OverlayPage() {
  const { t, i18n } = useTranslation()
  const { overlayId = '' } = useParams()
  const asked = useAsk(getOverlay, { overlayId })
  const o = asked.data
  const title = o && t('overlays.name', { profile: o.profileNames[i18n.language as Language], version: o.version })
  return (
    <Page
      title={title ?? t('overlays.one')}
      state={o && <OverlayState overlay={o} />}
      back={{ to: '/overlays', title: t('traced.overlays') }}
      action={o && <Actions overlay={o} />}
    >
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!o && !asked.error && <Waiting rows={12} />}
      {o && <Shown overlay={o} />}
    </Page>
  )
}

function Shown({ overlay: o }: { overlay: Overlay }) {
  const { t } = useTranslation()
  const profile = profileOf(o)
  return (
    <>
      <NextStep overlay={o} />
      <Facts
        items={[
          { label: t('overlays.place'), value: o.divisionName },
          { label: t('overlays.from'), value: o.validFrom },
          { label: t('overlays.to'), value: o.validTo },
          { label: t('overlays.decision'), value: o.decisionNo },
          { label: t('overlays.changes'), value: t('overlays.count', countOf(o.changes)) },
        ]}
      />
      <div className="catalogue-columns">
        <div className="catalogue-column">
          <Section title={t('overlays.changes')}>{profile && <Diff profile={profile} changes={o.changes} />}</Section>
          <Section title={t('overlays.proposed')}>
            <Facts
              items={[
                { label: t('overlays.reason'), value: o.reason },
                { label: t('overlays.by'), value: o.proposer },
                { label: t('overlays.at'), value: <When at={o.proposedAt} full /> },
              ]}
            />
          </Section>
          {o.decidedAt && (
            <Section title={t('overlays.decided')}>
              <Facts
                items={[
                  { label: t('overlays.state'), value: t(`overlays.state.${o.state}`) },
                  { label: t('overlays.reason'), value: o.decidedReason },
                  { label: t('overlays.by'), value: o.decider },
                  { label: t('overlays.at'), value: <When at={o.decidedAt} full /> },
                ]}
              />
            </Section>
          )}
        </div>
        {profile && <Preview profile={profile} changes={o.changes} from={o.validFrom} />}
      </div>
    </>
  )
}

/** What happens next, for whoever reads it. */
function NextStep({ overlay: o }: { overlay: Overlay }) {
  const { t } = useTranslation()
  if (o.state === 'refused')
    return <Notice kind="stop">{t('overlays.refused_why', { reason: o.decidedReason })}</Notice>
  if (o.state === 'approved' && o.replacedOn)
    return <Notice>{t('overlays.replaced_on', { date: o.replacedOn })}</Notice>
  if (o.state !== 'proposed') return null
  if (o.actions.includes('approve'))
    return <Notice kind="wait">{t('overlays.waits_you', { date: o.validFrom })}</Notice>
  return <Notice kind="wait">{t(o.actions.includes('withdraw') ? 'overlays.waits_other' : 'overlays.waits')}</Notice>
}

function Actions({ overlay: o }: { overlay: Overlay }) {
  const { t } = useTranslation()
  const may = useMay()
  const [asking, setAsking] = useState<Overlay['actions'][number]>()
  const done = { refresh: ['listOverlays', 'getOverlay', 'getProfile'], onDone: () => setAsking(undefined) }
  const does = {
    approve: useDo(approveOverlay, done),
    refuse: useDo(refuseOverlay, done),
    withdraw: useDo(withdrawOverlay, done),
  }
  const { overlayId } = o
  const confirm = (reason: string) => {
    if (asking === 'refuse') void does.refuse.run({ overlayId, reason })
    else if (asking) void does[asking].run({ overlayId })
  }
  const what = {
    approve: t('overlays.approve_what', {
      ...{ date: o.validFrom, place: o.divisionName },
      changes: t('overlays.count', countOf(o.changes)),
    }),
    refuse: t('overlays.refuse_what'),
    withdraw: t('overlays.withdraw_what'),
  }
  return (
    <>
      {o.actions.map((action) => (
        <Button key={action} type={action === 'approve' ? 'primary' : 'default'} onClick={() => setAsking(action)}>
          {t(`overlays.${action}`)}
        </Button>
      ))}
      {o.state === 'approved' && may(proposeOverlay) && (
        <LinkButton to={`/overlays/new?like=${overlayId}`}>{t('overlays.again')}</LinkButton>
      )}
      <ConfirmDialog
        open={asking !== undefined}
        title={asking ? t(`overlays.${asking}`) : ''}
        consequence={asking && what[asking]}
        verb={asking ? t(`overlays.${asking}`) : ''}
        danger={asking === 'refuse'}
        reason={asking === 'refuse'}
        waiting={asking ? does[asking].waiting : false}
        refusal={asking && <Refusal refusal={does[asking].refusal} />}
        onConfirm={confirm}
        onClose={() => {
          if (asking) does[asking].forget()
          setAsking(undefined)
        }}
      />
    </>
  )
}
