import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { addControlPerson, listControlPersons } from '../../../modules/control/person/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { chinaToday } from '../../../ui/format.ts'
import { Page } from '../../../ui/Page.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { useChains } from './chains.ts'
import './control.css'

type Values = {
  /** `explosives blaster`: profile and role. */
  of: string
  name: string
  identityNumber?: string
  licenceNo?: string
  validFrom: string
  validTo?: string
}

/** A keeper, a blaster, a safety officer of the unit. */
export function NewPersonPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const roles = useChains().flatMap((p) =>
    (p.control?.persons ?? []).map((role) => ({ value: `${p.id} ${role.id}`, profile: p, role })),
  )
  const of = Form.useWatch('of', form) ?? roles[0]?.value
  const chosen = roles.find((r) => r.value === of)
  const add = useDo(addControlPerson, {
    refresh: [listControlPersons.name],
    onDone: () => void go('/control-persons', { replace: true }),
  })
  const missing = (label: string) => ({ required: true, whitespace: true, message: t('form.missing', { label }) })
  const licence = chosen?.role.licence?.[language]
  const several = new Set(roles.map((r) => r.profile.id)).size > 1
  return (
    <Page title={t('persons.new')} back={{ to: '/control-persons', title: t('persons.title') }} narrow>
      <FormPage<Values>
        form={form}
        initial={{ ...(roles[0] ? { of: roles[0].value } : {}), validFrom: chinaToday() }}
        draftKey="control-person"
        unkept={['name', 'identityNumber', 'licenceNo']}
        submit={t('persons.submit')}
        refusal={add.refusal}
        waiting={add.waiting}
        onSubmit={async ({ of: _, identityNumber, licenceNo, validTo, ...v }) =>
          chosen !== undefined &&
          (await add.run({
            ...v,
            ...{ profile: chosen.profile.id, role: chosen.role.id },
            ...(identityNumber?.trim() ? { identityNumber } : {}),
            ...(licenceNo?.trim() ? { licenceNo } : {}),
            ...(validTo ? { validTo } : {}),
          })) !== undefined
        }
      >
        <Form.Item name="of" label={t('persons.role')} rules={[{ required: true }]}>
          <Choices
            label={t('persons.role')}
            options={roles.map((r) => ({
              value: r.value,
              label: several ? `${r.role.names[language]} (${r.profile.names[language]})` : r.role.names[language],
            }))}
          />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('persons.name')}
          extra={t('persons.name_help')}
          rules={[missing(t('persons.name'))]}
        >
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="licenceNo"
          label={licence ?? t('persons.licence')}
          {...(licence ? { rules: [missing(licence)] } : {})}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="identityNumber" label={t('persons.identity')}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <div className="control-pair">
          <Form.Item name="validFrom" label={t('controlled.from')} rules={[missing(t('controlled.from'))]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="validTo" label={t('controlled.to')}>
            <Input type="date" />
          </Form.Item>
        </div>
      </FormPage>
    </Page>
  )
}
