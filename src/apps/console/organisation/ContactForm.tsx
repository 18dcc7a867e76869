import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { parseMobileNumber } from '../../../kernel/mobile-number.ts'
import { showDivision } from '../../../modules/identity/division/schema.ts'
import type { FreeFacts } from '../../../modules/registry/facts/schema.ts'
import { editOperator, findOwnOperator, type Operator } from '../../../modules/registry/operator/schema.ts'
import { MapPicker } from '../../../ui/MapPicker.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { useOutline } from '../registry/outlines.ts'
import { ScaleFields } from '../registry/ScaleFields.tsx'

/** What is empty is not sent: an empty address of e-mail is none. */
function handedIn({ scale, email, mainProducts, location, ...rest }: FreeFacts) {
  const filled = Object.entries(scale ?? {}).filter(([, v]) => v)
  return {
    ...rest,
    ...(email ? { email } : {}),
    ...(mainProducts ? { mainProducts } : {}),
    ...(location ? { location } : {}),
    ...(filled.length ? { scale: Object.fromEntries(filled) } : {}),
  }
}

/** Contact and business, changed where they stand. */
export function ContactForm({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<FreeFacts>()
  const edit = useDo(editOperator, { refresh: [findOwnOperator.name], onDone: onClose })
  const { address, location, contactName, mobile, email, mainProducts, scale, attributes = [] } = operator.facts
  const fact = (key: string) => t(`registry.facts.${key}`)
  const needed = (key: string) => ({
    required: true,
    whitespace: true,
    message: t('form.missing', { label: fact(key) }),
  })
  const isMobile = async (_: unknown, v?: string) => {
    if (v && !parseMobileNumber(v)) throw new Error(t('facts.mobile_wrong'))
  }
  return (
    <FormPage<FreeFacts>
      form={form}
      draftKey="organisation.contact"
      initial={defined({ address, location, contactName, mobile, email, mainProducts, scale, attributes })}
      submit={t('ui.save')}
      onSubmit={async (values) => (await edit.run(handedIn(values))) !== undefined}
      refusal={edit.refusal}
      waiting={edit.waiting}
      extra={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
    >
      <Form.Item name="address" label={fact('address')} rules={[needed('address')]}>
        <Input maxLength={200} autoComplete="street-address" />
      </Form.Item>
      <Form.Item name="location" label={fact('location')}>
        <Place divisionId={operator.divisionId} />
      </Form.Item>
      <Form.Item name="contactName" label={fact('contactName')} rules={[needed('contactName')]}>
        <Input maxLength={50} autoComplete="name" />
      </Form.Item>
      <Form.Item name="mobile" label={fact('mobile')} rules={[needed('mobile'), { validator: isMobile }]}>
        <Input inputMode="tel" autoComplete="tel" maxLength={20} />
      </Form.Item>
      <Form.Item name="email" label={fact('email')} rules={[{ type: 'email', message: t('organisation.email_wrong') }]}>
        <Input type="email" autoComplete="email" maxLength={100} />
      </Form.Item>
      <ScaleFields />
    </FormPage>
  )
}

const defined = (values: { [K in keyof FreeFacts]?: FreeFacts[K] | undefined }) =>
  Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined)) as Partial<FreeFacts>

/** The position on the outline of the province it lies in. */
function Place({ divisionId, ...field }: { divisionId: string } & Parameters<typeof MapPicker>[0]) {
  const place = useAsk(showDivision, { divisionId }, { keep: true }).data?.division
  const path = place ? [...place.above, place] : []
  const outline = useOutline(path.map((d) => d.divisionId))
  return <MapPicker {...field} outline={outline} within={path.map((d) => d.name)} />
}
