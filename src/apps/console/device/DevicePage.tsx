import { Button } from 'antd'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import {
  type Device,
  deviceReadings,
  disableDevice,
  endBinding,
  getDevice,
  listDevices,
  rotateDeviceSecret,
} from '../../../modules/device/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { later } from '../../../ui/later.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { Bindings } from './Bindings.tsx'
import './device.css'
import { SecretPage } from './SecretPage.tsx'
import { DeviceChip, readingText, useLimits, usePlace } from './states.tsx'

const ReadingsChart = later(() => import('./ReadingsChart.tsx'))

const back = (title: string, partyId: string | null) => ({
  to: partyId ? `/devices?partyId=${partyId}` : '/devices',
  title,
})

/** One logger: what it says, where it is, what was wrong there. */
export function DevicePage() {
  const { t } = useTranslation()
  const { deviceId = '' } = useParams()
  const [search] = useSearchParams()
  const partyId = search.get('partyId')
  const asked = useAsk(getDevice, { deviceId, ...(partyId ? { partyId } : {}) }, { every: 60_000 })
  const [secret, setSecret] = useState<string>()
  if (secret !== undefined)
    return <SecretPage deviceId={deviceId} secret={secret} onDone={() => setSecret(undefined)} />
  const device = asked.data
  if (!device)
    return (
      <Page title={t('devices.title')} back={back(t('devices.title'), partyId)}>
        <Refusal refusal={asked.error} again={() => void asked.refetch()} />
        {!asked.error && <Waiting rows={10} />}
      </Page>
    )
  return <Shown device={device} onSecret={setSecret} />
}

function Shown({ device, onSecret }: { device: Device; onSecret: (secret: string) => void }) {
  const { t } = useTranslation()
  const limits = useLimits()
  const place = usePlace()
  const mine = useMay()(endBinding)
  const { bound } = device
  return (
    <Page
      title={device.name}
      state={<DeviceChip device={device} />}
      back={back(t('devices.title'), mine ? null : device.partyId)}
      action={mine && !device.disabledAt && (bound ? <TakeOut device={device} /> : <PutButton device={device} />)}
    >
      {device.silent && bound && <Notice kind="stop">{t('devices.silent', { minutes: bound.maxGapMinutes })}</Notice>}
      <Facts
        items={[
          { label: t('devices.last'), value: readingText(device) },
          { label: t('devices.last_at'), value: device.lastAt && <When at={device.lastAt} /> },
          { label: t('devices.where'), value: bound && place(bound) },
          { label: t('devices.limits'), value: bound && limits(bound) },
          { label: t('devices.serial'), value: device.serialNo },
          { label: t('devices.owner'), value: mine ? null : device.partyName },
        ]}
      />
      <Chart device={device} />
      <Section title={t('devices.bindings')}>
        <Bindings bindings={device.bindings} />
      </Section>
      {mine && <Line device={device} onSecret={onSecret} />}
    </Page>
  )
}

function PutButton({ device }: { device: Device }) {
  const { t } = useTranslation()
  return (
    <LinkButton type="primary" to={`/devices/${device.deviceId}/bind`}>
      {t('devices.put')}
    </LinkButton>
  )
}

function TakeOut({ device }: { device: Device }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const end = useDo(endBinding, { refresh: [getDevice.name, listDevices.name], onDone: () => setOpen(false) })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('devices.take_out')}
      </Button>
      <ConfirmDialog
        open={open}
        title={t('devices.take_out_title', { name: device.name })}
        consequence={t('devices.take_out_consequence')}
        verb={t('devices.take_out')}
        waiting={end.waiting}
        refusal={<Refusal refusal={end.refusal} />}
        onConfirm={() => device.bound && void end.run({ bindingId: device.bound.bindingId })}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

const hours = { day: 24, week: 7 * 24, month: 31 * 24 } as const
type Range = keyof typeof hours | 'bound'

function Chart({ device }: { device: Device }) {
  const { t } = useTranslation()
  const current = device.bindings[0]
  const [range, setRange] = useState<Range>(current ? 'bound' : 'day')
  const { partyId, deviceId } = device
  // the moment the page was opened, or another time was chosen: not every moment is another question
  const [began, ended] = [current?.from, current?.to]
  const span = useMemo(() => {
    const to = (range === 'bound' && ended) || new Date().toISOString()
    const back = range === 'bound' ? 0 : hours[range] * 3_600_000
    return { from: (range === 'bound' && began) || new Date(Date.parse(to) - back).toISOString(), to }
  }, [range, began, ended])
  const asked = useAsk(deviceReadings, { partyId, deviceId, ...span }, { keep: true, every: 60_000 })
  const excursions = useMemo(() => device.bindings.flatMap((b) => b.excursions), [device.bindings])
  const points = asked.data?.points ?? []
  const values = points.flatMap((p) => (p.low === null || p.high === null ? [] : [Number(p.low), Number(p.high)]))
  const figures = { count: asked.data?.count ?? 0, low: Math.min(...values), high: Math.max(...values) }
  const ranges: Range[] = [...(current ? (['bound'] as const) : []), 'day', 'week', 'month']
  return (
    <Section title={t('devices.chart')}>
      <div className="device-chart-bar">
        <Choices
          label={t('devices.range')}
          options={ranges.map((value) => ({ value, label: t(`devices.range.${value}`) }))}
          value={range}
          onChange={(v) => setRange((v ?? 'day') as Range)}
        />
      </div>
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {asked.data && !values.length ? (
        <p className="ui-quiet">{t('devices.chart_empty')}</p>
      ) : (
        <Suspense fallback={<div className="device-chart" />}>
          {asked.data ? (
            <ReadingsChart
              points={points}
              limits={current}
              excursions={excursions}
              label={t('devices.chart_label', figures)}
            />
          ) : (
            <div className="device-chart" />
          )}
        </Suspense>
      )}
    </Section>
  )
}

/** How it sends, what of that was refused, and what an owner does about it. */
function Line({ device, onSecret }: { device: Device; onSecret: (secret: string) => void }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'rotate' | 'disable'>()
  const close = () => setAsking(undefined)
  const refresh = [getDevice.name, listDevices.name]
  const rotate = useDo(rotateDeviceSecret, {
    refresh,
    onDone: ({ secret }) => {
      close()
      onSecret(secret)
    },
  })
  const disable = useDo(disableDevice, { refresh, onDone: close })
  const { deviceId, name, send, lastError } = device
  const facts = [
    ['devices.id', <code key="id">{deviceId}</code>],
    ['devices.send_http', <code key="http">{send.url}</code>],
    ['devices.send_mqtt', send.mqtt && <code key="mqtt">{send.mqtt}</code>],
    ['devices.send_topic', <code key="topic">{send.topic}</code>],
    ['devices.seen', device.seenAt && <When key="seen" at={device.seenAt} />],
    ['devices.refused', device.refused === '0' ? null : device.refused],
  ] as const
  return (
    <Section title={t('devices.send')}>
      <dl className="device-send">
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{t(label)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {lastError && (
        <Notice kind="wait">
          {t('devices.refused_last', { why: t(lastError) })} <When at={device.lastErrorAt} />
          {device.lastErrorText && (
            <p>
              <code>{device.lastErrorText}</code>
            </p>
          )}
        </Notice>
      )}
      {!device.disabledAt && (
        <div className="device-buttons no-print">
          <Button onClick={() => setAsking('rotate')}>{t('devices.rotate')}</Button>
          <Button danger onClick={() => setAsking('disable')}>
            {t('devices.disable')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asking === 'rotate'}
        title={t('devices.rotate_title', { name })}
        consequence={t('devices.rotate_consequence')}
        verb={t('devices.rotate')}
        waiting={rotate.waiting}
        refusal={<Refusal refusal={rotate.refusal} />}
        onConfirm={() => void rotate.run({ deviceId })}
        onClose={close}
      />
      <ConfirmDialog
        open={asking === 'disable'}
        title={t('devices.disable_title', { name })}
        consequence={t('devices.disable_consequence')}
        verb={t('devices.disable')}
        danger
        waiting={disable.waiting}
        refusal={<Refusal refusal={disable.refusal} />}
        onConfirm={() => void disable.run({ deviceId })}
        onClose={close}
      />
    </Section>
  )
}
