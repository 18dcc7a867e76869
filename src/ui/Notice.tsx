import { CheckCircleOutlined, ClockCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'

const icons = { stop: WarningOutlined, wait: ClockCircleOutlined, info: InfoCircleOutlined, good: CheckCircleOutlined }

/** Something to know before going on. `stop` is announced at once by screen readers. */
export function Notice({ kind = 'info', children }: { kind?: keyof typeof icons; children: ReactNode }) {
  const Icon = icons[kind]
  return (
    <div className={`ui-notice ui-notice-${kind}`} role={kind === 'stop' ? 'alert' : 'status'}>
      <Icon aria-hidden />
      <div>{children}</div>
    </div>
  )
}
