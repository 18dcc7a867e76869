import { Select } from 'antd'

type ChoiceProps = {
  label: string
  value: string | undefined
  choices: readonly { value: string; label: string }[]
  onChange: (value: string | undefined) => void
  /** May be left open. */
  clear?: boolean
}

/** One of a few, beside a list. Loaded when a list has one: Ant Design's Select is heavy. */
export default function Choice({ label, value, choices, onChange, clear = false }: ChoiceProps) {
  return (
    <Select
      className="app-choice-filter"
      aria-label={label}
      placeholder={label}
      allowClear={clear}
      value={value ?? null}
      options={[...choices]}
      onChange={(v) => onChange(v ?? undefined)}
      popupMatchSelectWidth={false}
    />
  )
}
