import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../../ui/Notice.tsx'

const listen = (heard: () => void) => {
  addEventListener('online', heard)
  addEventListener('offline', heard)
  return () => {
    removeEventListener('online', heard)
    removeEventListener('offline', heard)
  }
}

/** While the line is down: that it is, and that nothing typed is lost. */
export function Offline() {
  const { t } = useTranslation()
  const online = useSyncExternalStore(listen, () => navigator.onLine)
  return online ? null : (
    <div className="app-offline no-print">
      <Notice kind="wait">{t('shell.offline')}</Notice>
    </div>
  )
}
