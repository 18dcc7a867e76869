import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { endTracedClass, getTracedClass, type TracedClass } from '../../../../modules/catalogue/traced/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../../ui/ConfirmDialog.tsx'
import { chinaToday } from '../../../../ui/format.ts'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Facts, Page, Section } from '../../../../ui/Page.tsx'
import { When } from '../../../../ui/values.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../../app/call.ts'
import { Refusal } from '../../app/Refusal.tsx'
import '../catalogue.css'
import { EntryState } from './EntryState.tsx'

/** One entry of the catalogue: what it says, by which decision, and how it ended. */
export function EntryPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const { entryId = '' } = useParams()
  const asked = useAsk(getTracedClass, { entryId })
  const entry = asked.data
  const name = entry && (language === 'zh' ? entry.className : entry.classNameEn)
  return (
    <Page
      title={name ?? t('traced.one')}
      state={entry && <EntryState entry={entry} />}
      back={{ to: '/catalogue', title: t('traced.title') }}
      action={entry && entry.actions.length > 0 && <Actions entry={entry} name={name ?? ''} />}
    >
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!entry && !asked.error && <Waiting rows={8} />}
      {entry && <Shown entry={entry} name={name ?? ''} />}
    </Page>
  )
}

function Shown({ entry: e, name }: { entry: TracedClass; name: string }) {
  const { t, i18n } = useTranslation()
  const profile = e.profileNames[i18n.language as Language]
  return (
    <>
      <p>{t('traced.sentence', { place: e.divisionName, name, code: e.classCode, profile })}</p>
      <p className="ui-quiet">{t('traced.keeps')}</p>
      <Facts
        items={[
          { label: t('traced.profile'), value: profile },
          { label: t('traced.place'), value: e.divisionName },
          { label: t('traced.from'), value: e.validFrom },
          { label: t('traced.to'), value: e.validTo },
        ]}
      />
      <Section title={t('traced.listed')}>
        <Facts
          items={[
            { label: t('traced.decision'), value: e.decisionNo },
            { label: t('traced.reason'), value: e.reason },
            { label: t('traced.set_at'), value: <When at={e.setAt} full /> },
          ]}
        />
      </Section>
      {e.endedAt && (
        <Section title={t('traced.ended')}>
          <Facts
            items={[
              { label: t('traced.decision'), value: e.endedDecision },
              { label: t('traced.set_at'), value: <When at={e.endedAt} full /> },
            ]}
          />
        </Section>
      )}
    </>
  )
}

function Actions({ entry, name }: { entry: TracedClass; name: string }) {
  const { t } = useTranslation()
  const id = useId()
  const [asking, setAsking] = useState(false)
  const [validTo, setValidTo] = useState(chinaToday())
  const [decisionNo, setDecisionNo] = useState('')
  const refresh = ['listTracedClasses', 'getTracedClass']
  const end = useDo(endTracedClass, { refresh, onDone: () => setAsking(false) })
  const close = () => {
    setAsking(false)
    end.forget()
  }
  return (
    <>
      <LinkButton to={`/catalogue/new?replaces=${entry.entryId}`}>{t('traced.change')}</LinkButton>
      <Button danger onClick={() => setAsking(true)}>
        {t('traced.end')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('traced.end_title', { name })}
        consequence={
          <>
            <p>{t('traced.end_what', { place: entry.divisionName })}</p>
            <div className="ui-field">
              <label htmlFor={`${id}day`}>{t('traced.end_day')}</label>
              <Input
                id={`${id}day`}
                type="date"
                min={entry.validFrom}
                value={validTo}
                onChange={(e) => setValidTo(e.target.value)}
              />
            </div>
            <div className="ui-field">
              <label htmlFor={`${id}no`}>{t('traced.end_decision')}</label>
              <Input
                id={`${id}no`}
                maxLength={100}
                autoComplete="off"
                value={decisionNo}
                onChange={(e) => setDecisionNo(e.target.value)}
              />
              {decisionNo.trim() === '' && end.refusal && (
                <p className="ui-fault">{t('form.missing', { label: t('traced.end_decision') })}</p>
              )}
            </div>
          </>
        }
        verb={t('traced.end')}
        danger
        waiting={end.waiting}
        refusal={decisionNo.trim() !== '' && <Refusal refusal={end.refusal} />}
        onConfirm={() => void end.run({ entryId: entry.entryId, validTo, decisionNo })}
        onClose={close}
      />
    </>
  )
}
