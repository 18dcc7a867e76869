import { Button, Form, type FormInstance } from 'antd'
import type { TFunction } from 'i18next'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../platform/errors.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { When } from '../../../ui/values.tsx'
import { useDraft } from './draft.ts'
import { Refusal } from './Refusal.tsx'

type Fault = { name: (string | number)[]; errors: string[] }
type FormPageProps<V extends object> = {
  form: FormInstance<V>
  initial?: Partial<V>
  /** Under this name what is typed keeps itself; say none where secrets are typed. */
  draftKey?: string
  /** Fields that are not kept with the draft, such as an identity number. */
  unkept?: readonly (keyof V)[]
  /** What of the values is kept with the draft, where that is not a matter of whole fields. */
  kept?: (values: V) => V
  submit: string
  /** Answers whether it was taken: then the draft goes. A refusal keeps everything. */
  onSubmit: (values: V) => Promise<boolean>
  onChange?: (values: V) => void
  refusal: AppError | null | undefined
  waiting: boolean
  extra?: ReactNode
  children: ReactNode
}

/** Optional fields are marked, not required ones. */
export const optionalMark =
  (t: TFunction) =>
  (label: ReactNode, { required }: { required: boolean }): ReactNode => (
    <>
      {label}
      {!required && <span className="ui-quiet app-optional">{t('ui.optional')}</span>}
    </>
  )

/** A form of one column: checks when leaving a field, a summary with links on submit, drafts keep themselves. */
export function FormPage<V extends object>(p: FormPageProps<V>) {
  const { t } = useTranslation()
  const draft = useDraft<V>(p.draftKey)
  const [faults, setFaults] = useState<Fault[]>([])
  const [restored, setRestored] = useState(draft.found !== undefined)
  const kept = draft.elsewhere ?? draft.found
  // begun on another device, and nothing typed here yet: go on from there
  useEffect(() => {
    if (!draft.elsewhere) return
    p.form.setFieldsValue(draft.elsewhere.values as never)
    setRestored(true)
  }, [draft.elsewhere, p.form])
  // the server names the fields it refuses: the same marks, the same summary
  useEffect(() => {
    const issues = p.refusal?.details['issues'] as { path: string }[] | undefined
    if (!issues?.length) return
    const named = issues.map((i) => ({
      name: i.path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      errors: [t('form.field_refused')],
    }))
    p.form.setFields(named as never)
    setFaults(named)
  }, [p.refusal, p.form, t])
  const look = (fault: Fault) => {
    p.form.scrollToField(fault.name as never, { block: 'center', focus: true })
  }
  return (
    <Form<V>
      form={p.form}
      layout="vertical"
      className="ui-narrow app-form"
      scrollToFirstError={{ block: 'center', focus: true }}
      validateTrigger="onBlur"
      requiredMark={optionalMark(t)}
      initialValues={{ ...p.initial, ...draft.found?.values }}
      onValuesChange={(_, values) => {
        draft.keep(without(p.kept ? p.kept(values as V) : (values as V), p.unkept))
        p.onChange?.(values as V)
      }}
      // what was put right leaves the summary
      onFieldsChange={(_, all) => {
        const wrong = new Set(all.filter((f) => f.errors?.length).map((f) => String(f.name)))
        setFaults((now) =>
          now.every((f) => wrong.has(String(f.name))) ? now : now.filter((f) => wrong.has(String(f.name))),
        )
      }}
      onFinishFailed={({ errorFields }) => setFaults(errorFields as Fault[])}
      onFinish={async (values) => {
        setFaults([])
        if (await p.onSubmit(values)) draft.drop()
      }}
    >
      {restored && kept && (
        <Notice>
          {t('form.restored')} <When at={kept.at} />{' '}
          <Button
            size="small"
            type="link"
            onClick={() => {
              draft.drop()
              setRestored(false)
              p.form.setFieldsValue(blank(kept.values, p.initial) as never)
            }}
          >
            {t('form.start_anew')}
          </Button>
        </Notice>
      )}
      {p.children}
      {faults.length > 0 && (
        <Notice kind="stop">
          {t('ui.faults', { count: faults.length })}
          <ul>
            {faults.map((f) => (
              <li key={f.name.join('.')}>
                <Button type="link" size="small" onClick={() => look(f)}>
                  {f.errors[0] || f.name.join('.')}
                </Button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Refusal refusal={p.refusal} />
      <div className="ui-form-foot">
        <Button type="primary" htmlType="submit" loading={p.waiting}>
          {p.submit}
        </Button>
        {p.extra}
      </div>
    </Form>
  )
}

const without = <V extends object>(values: V, keys: readonly (keyof V)[] = []): V =>
  Object.fromEntries(Object.entries(values).filter(([k]) => !keys.includes(k as keyof V))) as V

/** Every field of the draft back to what the form began with. */
function blank<V extends object>(values: V | undefined, initial: Partial<V> | undefined): Partial<V> {
  return { ...Object.fromEntries(Object.keys(values ?? {}).map((k) => [k, undefined])), ...initial } as Partial<V>
}
