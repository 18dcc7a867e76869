import { Suspense, useCallback, useState } from 'react'
import { later } from '../../../ui/later.ts'
import { useSessionEnd } from './session.tsx'

const SignInDialog = later(() => import('./SignInDialog.tsx'))

/** The session ended under an open page: one signs in over it, and what was typed is still there. */
export function SignInAgain() {
  const [open, setOpen] = useState(false)
  useSessionEnd(useCallback(() => setOpen(true), []))
  return open ? (
    <Suspense>
      <SignInDialog onEntered={() => setOpen(false)} />
    </Suspense>
  ) : null
}
