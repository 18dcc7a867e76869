import type { ReactNode } from 'react'

type TogetherProps = { className?: string; onLeave?: (() => void) | undefined; children: ReactNode }

/** Controls that are one field: `onLeave` when the focus goes elsewhere, not when it moves among them. */
export function Together({ className, onLeave, children }: TogetherProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nobody acts on it; it only hears its controls
    <div
      {...(className ? { className } : {})}
      onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && onLeave?.()}
    >
      {children}
    </div>
  )
}
