import { Button, Checkbox, Input, Radio } from 'antd'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type DecisionReason, decisionReasons } from '../../../modules/registry/filing/rules.ts'
import {
  approveFiling,
  type Filing,
  findFiling,
  listFilings,
  rejectFiling,
  returnFiling,
} from '../../../modules/registry/filing/schema.ts'
import { listOperators } from '../../../modules/registry/operator/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Section } from '../../../ui/Page.tsx'
import { usePhone } from '../../../ui/useMedia.ts'
import { call, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'

const verbs = ['approve', 'return', 'reject'] as const
type Verb = (typeof verbs)[number]
const refresh = [listFilings.name, findFiling.name, listOperators.name]
const typing = (at: EventTarget | null) =>
  at instanceof HTMLElement && (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName))

/**
 * Approve, return or refuse, with reasons; then the next case opens. By keyboard: 1, 2, 3 choose, Ctrl+Enter decides;
 * nothing is decided by a single key.
 */
export function Decision({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const id = useId()
  const go = useNavigate()
  const [verb, setVerb] = useState<Verb>()
  const [reasons, setReasons] = useState<DecisionReason[]>([])
  const [note, setNote] = useState('')
  const [lacking, setLacking] = useState<string>()
  const { partyId, filingId, revision, name } = filing
  const next = async () => {
    const what = t('registry.review.decided', { name, verb: t(`filing.action.${verb}`) })
    const waiting = await call(listFilings, { which: 'mine', limit: 2 }).catch(() => ({ items: [] }))
    const other = waiting.items.find((f) => f.filingId !== filingId)
    const state = { decided: what, to: `/reviews/${partyId}/${filingId}` }
    void go(other ? `/reviews/${other.partyId}/${other.filingId}` : '/reviews', { state })
  }
  const done = { refresh, onDone: () => void next() }
  const approve = useDo(approveFiling, done)
  const sendBack = useDo(returnFiling, done)
  const refuse = useDo(rejectFiling, done)
  const waiting = approve.waiting || sendBack.waiting || refuse.waiting
  const decide = () => {
    const ref = { partyId, filingId, revision }
    const words = note.trim() ? { note: note.trim() } : {}
    if (!verb) return setLacking('registry.review.choose')
    if (verb === 'approve') return void approve.run({ ...ref, ...words })
    if (!reasons.length && !note.trim()) return setLacking('filing.reason_missing')
    return void (verb === 'return' ? sendBack : refuse).run({ ...ref, reasons, ...words })
  }
  const may = verbs.filter((v) => filing.actions.includes(v))
  useEffect(() => {
    if (!may.length) return
    const onKey = (e: KeyboardEvent) => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
        e.preventDefault()
        decide()
      }
      const chosen = may[Number(e.key) - 1]
      if (!chosen || e.ctrlKey || e.metaKey || e.altKey || (typing(e.target) && !isRadio(e.target))) return
      setLacking(undefined)
      setVerb(chosen)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  if (!may.length) return <NotMine filing={filing} />
  const refusal = approve.refusal ?? sendBack.refusal ?? refuse.refusal
  return (
    <Section title={t('registry.review.decision')}>
      <Radio.Group
        className="registry-choices"
        aria-label={t('registry.review.decision')}
        value={verb}
        onChange={(e) => {
          setLacking(undefined)
          setVerb(e.target.value as Verb)
        }}
      >
        {may.map((v, i) => (
          <Radio key={v} value={v}>
            {t(`filing.action.${v}`)} {!phone && <kbd>{i + 1}</kbd>}
            <span className="ui-help">{t(`registry.decide.${v}_${filing.kind}`)}</span>
          </Radio>
        ))}
      </Radio.Group>
      {verb && verb !== 'approve' && (
        <Checkbox.Group
          className="registry-choices registry-short"
          aria-label={t('ui.reason')}
          value={reasons}
          onChange={(v) => setReasons(v as DecisionReason[])}
          options={decisionReasons.map((r) => ({ value: r, label: t(`filing.reason.${r}`) }))}
        />
      )}
      {verb && (
        <div className="ui-field">
          <label htmlFor={id}>
            {t(verb === 'approve' ? 'registry.review.note' : 'registry.review.own_words')}
            {verb === 'approve' && <span className="ui-quiet app-optional">{t('ui.optional')}</span>}
          </label>
          <Input.TextArea id={id} rows={3} maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
        </div>
      )}
      {lacking && (
        <p className="ui-fault" role="alert">
          {t(lacking)}
        </p>
      )}
      <Refusal refusal={refusal} />
      <div className="ui-chips">
        <Button type="primary" danger={verb === 'reject'} loading={waiting} onClick={decide}>
          {t('registry.review.decide')}
        </Button>
        {!phone && <span className="ui-quiet">{t('registry.review.keys')}</span>}
      </div>
    </Section>
  )
}

const isRadio = (at: EventTarget | null) => at instanceof HTMLInputElement && ['radio', 'checkbox'].includes(at.type)

/** Why there is nothing to decide here. */
function NotMine({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  if (filing.state !== 'submitted') return null
  return <Notice>{t('registry.review.not_mine', { agency: filing.reviewerName ?? '' })}</Notice>
}
