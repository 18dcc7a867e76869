import { type ReactNode, useId, useRef } from 'react'
import './choices.css'

export type Choice = { value: string; label: ReactNode; note?: ReactNode }
type ChoicesProps = {
  id?: string | undefined
  /** Names the group for screen readers. */
  label?: string | undefined
  options: readonly Choice[]
  /** With `multiple` a list. */
  value?: string | readonly string[] | undefined
  onChange?: ((value: string | string[] | undefined) => void) | undefined
  onBlur?: (() => void) | undefined
  multiple?: boolean | undefined
  /** One below the other over the whole width, for choices with a note. */
  rows?: boolean | undefined
  /** A second touch takes the choice back. */
  clearable?: boolean | undefined
  faulty?: boolean | undefined
  /** Ids of the lines that say what is wrong, or help. */
  describedBy?: string | undefined
}

/** A few choices, all in sight, each a target for a thumb; arrows move within, as with any radio buttons. */
export function Choices(p: ChoicesProps) {
  const name = useId()
  const entry = useRef<HTMLInputElement>(null)
  const { options, multiple = false } = p
  const chosen = (p.value === undefined ? [] : [p.value].flat()) as readonly string[]
  const first = Math.max(
    0,
    options.findIndex((o) => chosen.includes(o.value)),
  )
  const toggle = (value: string) => {
    if (!multiple) return p.onChange?.(value)
    // in the order in which they are shown
    const next = options.map((o) => o.value).filter((v) => (v === value) !== chosen.includes(v))
    p.onChange?.(next)
  }
  return (
    <fieldset
      {...(p.id ? { id: p.id, tabIndex: -1 } : {})}
      // a form that looks for its fault goes to the group; the person goes on at its choice
      onFocus={(e) => e.target === e.currentTarget && entry.current?.focus()}
      className={p.rows ? 'ui-choices ui-choices-rows' : 'ui-choices'}
      role={multiple ? 'group' : 'radiogroup'}
      {...(p.label ? { 'aria-label': p.label } : {})}
      {...(p.faulty && !multiple ? { 'aria-invalid': true } : {})}
      {...(p.describedBy ? { 'aria-describedby': p.describedBy } : {})}
      onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && p.onBlur?.()}
    >
      {options.map((o, i) => (
        <label key={o.value}>
          <input
            {...(i === first ? { ref: entry } : {})}
            type={multiple ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(o.value)}
            onChange={() => toggle(o.value)}
            onClick={() => {
              if (!multiple && p.clearable && chosen.includes(o.value)) p.onChange?.(undefined)
            }}
          />
          <span>
            {o.label}
            {o.note && <small>{o.note}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
