import { Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { deviceKinds } from '../../../modules/device/rules.ts'
import { listDevices, registerDevice } from '../../../modules/device/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { SecretPage } from './SecretPage.tsx'

type Values = { name: string; serialNo: string; kind: (typeof deviceKinds)[number] }

/** A logger of one's own; its secret is shown once. */
export function NewDevicePage() {
  const { t } = useTranslation()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const [made, setMade] = useState<{ deviceId: string; secret: string }>()
  const register = useDo(registerDevice, { refresh: [listDevices.name], onDone: setMade })
  if (made) return <SecretPage {...made} onDone={() => void go(`/devices/${made.deviceId}`, { replace: true })} />
  return (
    <Page title={t('devices.new')} back={{ to: '/devices', title: t('devices.title') }} narrow>
      <FormPage<Values>
        form={form}
        initial={{ kind: 'temperature' }}
        draftKey="device"
        submit={t('devices.register')}
        refusal={register.refusal}
        waiting={register.waiting}
        onSubmit={async (v) => (await register.run(v)) !== undefined}
      >
        <Form.Item
          name="name"
          label={t('devices.name')}
          extra={t('devices.name_help')}
          rules={[{ required: true, whitespace: true, message: t('form.missing', { label: t('devices.name') }) }]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="serialNo"
          label={t('devices.serial')}
          extra={t('devices.serial_help')}
          rules={[{ required: true, whitespace: true, message: t('form.missing', { label: t('devices.serial') }) }]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="kind" label={t('devices.kind')} rules={[{ required: true }]}>
          <Choices
            label={t('devices.kind')}
            options={deviceKinds.map((value) => ({ value, label: t(`devices.kind.${value}`) }))}
          />
        </Form.Item>
      </FormPage>
    </Page>
  )
}
