import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { bindDevice, getDevice, listDevices } from '../../../modules/device/schema.ts'
import { type Holding, listHoldings } from '../../../modules/trace/schema.ts'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import './device.css'
import { allGoods, GoodsField } from './GoodsField.tsx'

type Values = { container?: string; goods?: Holding[]; from?: string; low?: string; high?: string }

/** Puts a logger into a container or with goods. */
export function BindPage() {
  const { t } = useTranslation()
  const { deviceId = '' } = useParams()
  const go = useNavigate()
  const asked = useAsk(getDevice, { deviceId })
  const device = asked.data
  // the list of goods stands at once: coming later it would push down what is below it
  const goods = useAsk(listHoldings, allGoods)
  const [form] = Form.useForm<Values>()
  const bind = useDo(bindDevice, {
    refresh: [getDevice.name, listDevices.name],
    onDone: () => void go(`/devices/${deviceId}`, { replace: true }),
  })
  const name = device?.name ?? ''
  const number = [{ pattern: /^-?[0-9]{1,3}(\.[0-9]{1,3})?$/, message: t('devices.limit_wrong') }]
  return (
    <Page
      title={t('devices.bind_title', { name })}
      back={{ to: `/devices/${deviceId}`, title: name || t('devices.title') }}
      narrow
    >
      <Refusal refusal={asked.error ?? goods.error} again={() => void goods.refetch()} />
      {!(device && goods.data) && !asked.error && !goods.error && <Waiting rows={12} />}
      {device && goods.data && (
        <FormPage<Values>
          form={form}
          submit={t('devices.bind')}
          refusal={bind.refusal}
          waiting={bind.waiting}
          onSubmit={async ({ container, goods = [], from, low, high }) =>
            (await bind.run({
              deviceId,
              holdingIds: goods.map((g) => g.holdingId),
              ...(container?.trim() ? { container } : {}),
              ...(from ? { from: new Date(from).toISOString() } : {}),
              ...(low ? { low } : {}),
              ...(high ? { high } : {}),
            })) !== undefined
          }
        >
          <Form.Item name="container" label={t('devices.container')} extra={t('devices.container_help')}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name="goods" label={t('devices.goods')} extra={t('devices.goods_help')}>
            <GoodsField />
          </Form.Item>
          <Form.Item name="from" label={t('devices.from')} extra={t('devices.from_help')}>
            <Input type="datetime-local" className="profile-short" />
          </Form.Item>
          <div className="device-limits">
            <Form.Item name="low" label={t('devices.low')} rules={number}>
              <Input inputMode="decimal" autoComplete="off" />
            </Form.Item>
            <Form.Item name="high" label={t('devices.high')} rules={number}>
              <Input inputMode="decimal" autoComplete="off" />
            </Form.Item>
          </div>
          <p className="ui-help">{t('devices.limit_help')}</p>
        </FormPage>
      )}
    </Page>
  )
}
