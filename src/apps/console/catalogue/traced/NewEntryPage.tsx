import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { profiles } from '../../../../industries/index.ts'
import { profileAt } from '../../../../kernel/profile.ts'
import { addTracedClass, getTracedClass, type TracedClass } from '../../../../modules/catalogue/traced/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { chinaToday } from '../../../../ui/format.ts'
import { Notice } from '../../../../ui/Notice.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useAddress } from '../../app/address.ts'
import { useAsk, useDo } from '../../app/call.ts'
import { FormPage } from '../../app/FormPage.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import { useSession } from '../../app/session.tsx'
import { DivisionField } from '../../registry/DivisionField.tsx'
import { ClassField } from '../ClassField.tsx'
import '../catalogue.css'

type Values = {
  classCode: string
  profile: string
  divisionId: string
  validFrom: string
  validTo?: string
  decisionNo: string
  reason: string
}

/** Puts a class into the catalogue, or changes an entry: the one before ends on the first day of the new one. */
export function NewEntryPage() {
  const { t } = useTranslation()
  const [{ replaces }] = useAddress()
  const asked = useAsk(getTracedClass, { entryId: replaces ?? '' }, { enabled: Boolean(replaces) })
  return (
    <Page
      title={t(replaces ? 'traced.change_title' : 'traced.add')}
      back={{ to: replaces ? `/catalogue/${replaces}` : '/catalogue', title: t('traced.title') }}
      narrow
    >
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {replaces && !asked.data && !asked.error && <Waiting rows={8} />}
      {(!replaces || asked.data) && <EntryForm before={asked.data} />}
    </Page>
  )
}

/** Profiles in force today that are made for goods of this class and lie in one of the sectors. */
function fitting(classCode: string | undefined, sectors: readonly string[]) {
  if (!classCode) return []
  return [...new Set(profiles.map((p) => p.id))]
    .flatMap((id) => profileAt(profiles, id, chinaToday()) ?? [])
    .filter((p) => sectors.includes(p.sector))
    .filter((p) => [...p.productClasses, ...(p.alsoClasses ?? [])].some((c) => classCode.startsWith(c)))
}

function EntryForm({ before }: { before: TracedClass | undefined }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const go = useNavigate()
  const { sectors } = useSession()
  const [form] = Form.useForm<Values>()
  const refresh = ['listTracedClasses', 'getTracedClass']
  const add = useDo(addTracedClass, { refresh, onDone: ({ entryId }) => void go(`/catalogue/${entryId}`) })
  const classCode = Form.useWatch('classCode', form) ?? before?.classCode
  const choices = fitting(classCode, sectors)
  const missing = (word: string) => ({
    required: true,
    whitespace: true,
    message: t('form.missing', { label: t(word) }),
  })
  const initial: Partial<Values> = before
    ? { classCode: before.classCode, profile: before.profile, divisionId: before.divisionId, validFrom: chinaToday() }
    : { validFrom: chinaToday() }
  return (
    <>
      {before && (
        <Notice>
          {t('traced.change_what', {
            ...{ decision: before.decisionNo, place: before.divisionName },
            name: language === 'zh' ? before.className : before.classNameEn,
          })}
        </Notice>
      )}
      <FormPage<Values>
        form={form}
        initial={initial}
        draftKey={before ? `traced-class:${before.entryId}` : 'traced-class'}
        submit={t(before ? 'traced.submit_change' : 'traced.submit')}
        refusal={add.refusal}
        waiting={add.waiting}
        onSubmit={async ({ validTo, ...v }) =>
          (await add.run({
            ...v,
            ...(validTo ? { validTo } : {}),
            ...(before ? { replaces: before.entryId } : {}),
          })) !== undefined
        }
      >
        <Form.Item
          name="classCode"
          label={t('traced.class')}
          rules={[missing('traced.class')]}
          hidden={Boolean(before)}
        >
          <ClassField name={before && (language === 'zh' ? before.className : before.classNameEn)} />
        </Form.Item>
        <Form.Item
          name="divisionId"
          label={t('traced.place')}
          extra={t('traced.place_help')}
          rules={[missing('traced.place')]}
          hidden={Boolean(before)}
        >
          <DivisionField deeper />
        </Form.Item>
        {classCode && choices.length === 0 && <Notice kind="wait">{t('traced.no_profile')}</Notice>}
        {choices.length > 0 && (
          <Form.Item
            name="profile"
            label={t('traced.profile')}
            extra={t('traced.profile_help')}
            rules={[missing('traced.profile')]}
          >
            <Choices
              label={t('traced.profile')}
              options={choices.map((p) => ({ value: p.id, label: p.names[language] }))}
            />
          </Form.Item>
        )}
        <div className="catalogue-pair">
          <Form.Item name="validFrom" label={t('traced.from')} rules={[missing('traced.from')]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="validTo" label={t('traced.to')} extra={t('traced.to_help')}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item
          name="decisionNo"
          label={t('traced.decision')}
          extra={t('traced.decision_help')}
          rules={[missing('traced.decision')]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="reason" label={t('traced.reason')} rules={[missing('traced.reason')]}>
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
      </FormPage>
    </>
  )
}
