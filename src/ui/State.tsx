import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  InfoCircleOutlined,
  MinusCircleOutlined,
  StopOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

export type StateKind = 'good' | 'wait' | 'stop' | 'info' | 'plain'
const icons = {
  good: CheckCircleOutlined,
  wait: ClockCircleOutlined,
  stop: StopOutlined,
  info: InfoCircleOutlined,
  plain: MinusCircleOutlined,
}

/** A state as icon and word in its colour. */
export function State({ kind, children }: { kind: StateKind; children: ReactNode }) {
  const Icon = icons[kind]
  return (
    <span className={`ui-state ui-state-${kind}`}>
      <Icon aria-hidden /> {children}
    </span>
  )
}
