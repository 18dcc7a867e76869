import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { getDevice } from '../../../modules/device/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { useAsk } from '../app/call.ts'
import { Secret } from '../identity/Secret.tsx'
import '../identity/identity.css'

type SecretPageProps = { deviceId: string; secret: string; onDone: () => void }

/** What has to be typed into the device, this once. */
export function SecretPage({ deviceId, secret, onDone }: SecretPageProps) {
  const { t } = useTranslation()
  const send = useAsk(getDevice, { deviceId }).data?.send
  return (
    <Page
      title={t('devices.made')}
      narrow
      action={
        <Button type="primary" onClick={onDone}>
          {t('devices.kept')}
        </Button>
      }
    >
      <Notice kind="wait">{t('devices.once')}</Notice>
      <Section title={t('devices.id')}>
        <Secret value={deviceId} />
      </Section>
      <Section title={t('devices.secret')}>
        <Secret value={secret} />
      </Section>
      {send && (
        <>
          <Section title={t('devices.send_http')}>
            <Secret value={send.url} />
          </Section>
          {send.mqtt !== null && (
            <Section title={t('devices.send_mqtt')}>
              <Secret value={send.mqtt} />
            </Section>
          )}
          <Section title={t('devices.send_topic')}>
            <Secret value={send.topic} />
          </Section>
        </>
      )}
    </Page>
  )
}
