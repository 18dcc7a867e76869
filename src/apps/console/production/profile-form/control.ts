import type { ProfileEvent, ProfileField } from '../../../../kernel/profile.ts'

/** A field of one type; the three kinds of references share one. */
export type FieldOf<T extends ProfileField['type']> = Extract<
  ProfileField,
  { type: T extends 'plot' | 'person' | 'file' ? 'plot' | 'person' | 'file' : T }
>

/** What the form hands to the control of a field; `onBlur` when the focus leaves the control as a whole. */
export type ControlProps<T extends ProfileField['type'] = ProfileField['type'], V = string> = {
  field: FieldOf<T>
  label: string
  id?: string
  value?: V | undefined
  onChange?: (value: V | undefined) => void
  onBlur?: () => void
  /** What was given here last, the newest first, as the API has it. */
  last: readonly unknown[]
  context: ProfileContext
  event: ProfileEvent
  /** From the form: that something is wrong, and which lines below say what. */
  'aria-invalid'?: boolean | 'true'
  'aria-describedby'?: string
}

/** What a screen reader is told of a field's control. */
export const ariaOf = (
  p: Pick<ControlProps, 'aria-invalid' | 'aria-describedby'> & { field: ProfileField },
): object => ({
  ...(p['aria-invalid'] ? { 'aria-invalid': true } : {}),
  ...(p['aria-describedby'] ? { 'aria-describedby': p['aria-describedby'] } : {}),
  ...(p.field.required === true || p.field.required === 'law' ? { 'aria-required': true } : {}),
})

/** What the screen around the fields knows. */
export type ProfileContext = {
  /** Keys of fields the screen asks for itself or need not ask. */
  leaveOut?: readonly string[]
  /** Several plots can be chosen; then `fieldsByPlot` makes one set of fields for each. */
  severalPlots?: boolean
  /** Optional fields are folded away also where nothing else is asked for. */
  fold?: boolean
  /** What stands under a field, by its key. */
  after?: Readonly<Record<string, React.ReactNode>>
}

/** What the form says of one field to draw. */
export type FieldProps = {
  event: ProfileEvent
  field: ProfileField
  last: readonly unknown[]
  context: ProfileContext
  /** Of a field in repeated rows: the key of the rows, which row, and the fields beside it. */
  row?: { key: string; at: number; fields: readonly ProfileField[] }
}
