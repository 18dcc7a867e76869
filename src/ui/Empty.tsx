import type { ReactNode } from 'react'

/** Nothing here: one sentence that says why and one action. */
export function Empty({ text, action }: { text: ReactNode; action?: ReactNode }) {
  return (
    <div className="ui-empty">
      <p>{text}</p>
      {action}
    </div>
  )
}
