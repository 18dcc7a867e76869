import { Checkbox } from 'antd'

type TicksProps = {
  id?: string
  value?: string[]
  onChange?: (value: string[]) => void
  choices: readonly { value: string; label: string }[]
}

/** Several of a few. Takes from a form only what a group of boxes may carry: `aria-required` it may not. */
export function Ticks({ id, value, onChange, choices }: TicksProps) {
  return (
    <div {...(id ? { id } : {})}>
      <Checkbox.Group
        className="registry-choices registry-short"
        value={value ?? []}
        onChange={(v) => onChange?.(v)}
        options={[...choices]}
      />
    </div>
  )
}
