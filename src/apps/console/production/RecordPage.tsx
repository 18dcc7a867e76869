import { Form } from 'antd'
import { useParams } from 'react-router'
import { FormPage } from '../app/FormPage.tsx'
import { formKey, ProfileFields, startValues, useEvent } from './profile-form/index.ts'

export function RecordPage() {
  const { profile = '', event: eventId = '' } = useParams()
  const { event } = useEvent(profile, eventId)
  const [form] = Form.useForm<{ fields: Record<string, unknown> }>()
  if (!event) return null
  return (
    <FormPage
      form={form}
      initial={{ fields: startValues(event) }}
      draftKey={formKey(profile, eventId)}
      submit="x"
      onSubmit={async () => false}
      refusal={undefined}
      waiting={false}
    >
      <ProfileFields event={event} profile={profile} />
    </FormPage>
  )
}
