import { Suspense, useRef } from 'react'
import type { ConfirmDialogProps } from './ConfirmModal.tsx'
import { later } from './later.ts'

const ConfirmModal = later(() => import('./ConfirmModal.tsx'))

/** Before something that stops others or cannot be taken back: what follows from it, and why it is done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const wanted = useRef(false)
  wanted.current ||= props.open
  return wanted.current ? (
    <Suspense>
      <ConfirmModal {...props} />
    </Suspense>
  ) : null
}
