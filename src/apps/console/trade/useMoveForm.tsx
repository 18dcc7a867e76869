import { Form, type FormInstance } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Choices } from '../../../ui/Choices.tsx'
import {
  type FormFields,
  fieldsOf,
  formKey,
  type Move,
  ProfileFields,
  startValues,
  unitsOf,
  useLastUsed,
  withoutPersonal,
} from '../production/profile-form/index.ts'

/** What a form holds of the profile's event: which, and its fields; `filled` says whose fields they are. */
export type MoveValues = { move?: string | undefined; filled?: string | undefined; fields?: FormFields | undefined }

/**
 * The form of the event by which goods change hands, inside a form of this name: which event, where there are several,
 * and its fields. `given` is what goes with the command.
 */
export function useMoveForm(form: FormInstance, moves: readonly Move[], asksVehicle = false) {
  const { t } = useTranslation()
  const asked = Form.useWatch('move', form) as string | undefined
  const filled = Form.useWatch('filled', form) as string | undefined
  const chosen = moves.find((m) => m.key === asked) ?? moves[0]
  const used = useLastUsed(formKey(chosen?.profile.id ?? 'none', chosen?.event.id ?? 'none'))
  const units = unitsOf(used.last)
  // a screen that asks for the vehicle itself does so unless the event must have it
  const vehicle = chosen?.event.fields.find((f) => f.key === 'vehicle')
  const ownVehicle = asksVehicle && !(vehicle?.required === true || vehicle?.required === 'law')
  const leaveOut = ownVehicle ? ['vehicle'] : []
  useEffect(() => {
    // a draft brings its own fields; those of another event do not fit
    if (!chosen || form.getFieldValue('filled') === chosen.key) return
    form.setFieldsValue({ move: chosen.key, filled: chosen.key, fields: undefined })
    form.setFieldValue('fields', startValues(chosen.event, { units }))
  })
  const node: ReactNode = chosen && (
    <>
      {moves.length > 1 && (
        <Form.Item name="move" label={t('trade.form.event')} required>
          <Choices label={t('trade.form.event')} options={moves.map((m) => ({ value: m.key, label: m.name }))} />
        </Form.Item>
      )}
      <Form.Item name="filled" hidden>
        <input type="hidden" />
      </Form.Item>
      {moves.length === 1 && (
        <Form.Item name="move" hidden>
          <input type="hidden" />
        </Form.Item>
      )}
      {filled === chosen.key && (
        <ProfileFields
          key={chosen.key}
          event={chosen.event}
          profile={chosen.profile.id}
          context={{ leaveOut, fold: true }}
        />
      )}
    </>
  )
  return {
    node,
    chosen,
    ownVehicle,
    given: ({ fields, plate }: MoveValues & { plate?: string | undefined }) =>
      chosen && {
        profile: chosen.profile.id,
        event: chosen.event.id,
        fields: { ...fieldsOf(chosen.event, fields), ...(ownVehicle && vehicle && plate ? { vehicle: plate } : {}) },
      },
    /** Without what is personal: drafts are kept in the clear. */
    kept: <V extends MoveValues>(values: V): V =>
      chosen && values.fields ? { ...values, fields: withoutPersonal(chosen.event, values.fields) } : values,
    keep: ({ fields }: MoveValues) => chosen && fields && used.keep(chosen.event, fields),
  }
}

/** Whether an event cannot be recorded well without its form. */
export const needsForm = ({ event }: Move): boolean =>
  event.formRequired === true || event.fields.some((f) => f.required === true || f.required === 'law')
