import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Unit } from '../../../kernel/unit.ts'
import { issuePermit, listPermits } from '../../../modules/control/permit/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { chinaToday } from '../../../ui/format.ts'
import { Page } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { useChains } from './chains.ts'
import './control.css'
import { OperatorSelect } from './OperatorSelect.tsx'

type Line = { variety: string; quantity: string; unit: Unit }
type Values = {
  /** `explosives purchase`: profile and permit. */
  of: string
  partyId: string
  number: string
  counterpartId?: string
  counterpartName?: string
  lines: Line[]
  route?: string
  validFrom: string
  validTo: string
  remark?: string
}
const linesAtMost = 20

/** Places as they were typed, one after the other. */
const placesOf = (text: string) => text.split(/[\n\u3001\u2192]+/).flatMap((p) => p.trim() || [])

/** An authority issues a permit, or enters one that it issued on paper. */
export function NewPermitPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const go = useNavigate()
  const chains = useChains()
  const [form] = Form.useForm<Values>()
  const kinds = chains.flatMap((p) =>
    (p.control?.permits ?? []).map((kind) => ({ value: `${p.id} ${kind.id}`, profile: p, kind })),
  )
  const of = Form.useWatch('of', form) ?? kinds[0]?.value
  const chosen = kinds.find((k) => k.value === of)
  const issue = useDo(issuePermit, {
    refresh: [listPermits.name],
    onDone: (p) => void go(`/permits/${p.partyId}/${p.permitId}`, { replace: true }),
  })
  const missing = (label: string) => ({ required: true, whitespace: true, message: t('form.missing', { label }) })
  return (
    <Page title={t('permits.new')} back={{ to: '/permits', title: t('permits.title') }} narrow>
      <FormPage<Values>
        form={form}
        initial={{
          ...(kinds[0] ? { of: kinds[0].value } : {}),
          lines: [{} as Line],
          validFrom: chinaToday(),
        }}
        draftKey="permit"
        submit={t('permits.submit')}
        refusal={issue.refusal}
        waiting={issue.waiting}
        onSubmit={async ({ of: _, route, counterpartId, counterpartName, remark, ...v }) =>
          chosen !== undefined &&
          (await issue.run({
            ...v,
            ...{ profile: chosen.profile.id, kind: chosen.kind.id },
            ...(chosen.kind.route ? { route: placesOf(route ?? '') } : {}),
            ...(counterpartId ? { counterpartId } : counterpartName?.trim() ? { counterpartName } : {}),
            ...(remark?.trim() ? { remark } : {}),
          })) !== undefined
        }
      >
        <Form.Item name="of" label={t('controlled.kind')} rules={[{ required: true }]}>
          <Choices
            label={t('controlled.kind')}
            rows
            options={kinds.map((k) => ({ value: k.value, label: k.kind.names[language] }))}
          />
        </Form.Item>
        <Form.Item name="number" label={t('permits.number')} rules={[missing(t('permits.number'))]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="partyId"
          label={chosen?.kind.holder[language] ?? t('permits.holder')}
          rules={[{ required: true, message: t('form.missing', { label: t('permits.holder') }) }]}
        >
          <OperatorSelect label={chosen?.kind.holder[language] ?? t('permits.holder')} />
        </Form.Item>
        {chosen && (
          <>
            <Form.Item
              name="counterpartId"
              label={chosen.kind.counterpart[language]}
              extra={t('permits.counterpart_any')}
            >
              <OperatorSelect label={chosen.kind.counterpart[language]} />
            </Form.Item>
            <Form.Item name="counterpartName" label={t('permits.counterpart_name')}>
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
          </>
        )}
        <Lines units={chosen?.profile.units ?? []} />
        {chosen?.kind.route && (
          <Form.Item
            name="route"
            label={t('permits.route')}
            extra={t('permits.route_help')}
            rules={[missing(t('permits.route'))]}
          >
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
        )}
        <div className="control-pair">
          <Form.Item name="validFrom" label={t('controlled.from')} rules={[missing(t('controlled.from'))]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="validTo" label={t('controlled.to')} rules={[missing(t('controlled.to'))]}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="remark" label={t('permits.remark')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </FormPage>
    </Page>
  )
}

/** What is granted: a variety, how much. */
function Lines({ units }: { units: readonly Unit[] }) {
  const { t } = useTranslation()
  const unitOf = useUnit()
  const missing = (word: string) => ({
    required: true,
    whitespace: true,
    message: t('form.missing', { label: t(word) }),
  })
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, i) => (
            <div key={field.key} className="control-line">
              <Form.Item
                name={[field.name, 'variety']}
                label={t('permits.variety')}
                {...(i === 0 ? { extra: t('permits.variety_help') } : {})}
                rules={[missing('permits.variety')]}
              >
                <Input maxLength={100} autoComplete="off" />
              </Form.Item>
              <Form.Item
                name={[field.name, 'quantity']}
                label={t('permits.quantity')}
                rules={[missing('permits.quantity')]}
                normalize={(v: string) => v.trim()}
              >
                <Input inputMode="decimal" autoComplete="off" />
              </Form.Item>
              <Form.Item name={[field.name, 'unit']} label={t('permits.unit')} rules={[missing('permits.unit')]}>
                <Select options={units.map((u) => ({ value: u, label: unitOf(u) }))} />
              </Form.Item>
              {fields.length > 1 && (
                <Button type="text" danger icon={<DeleteOutlined />} onClick={() => remove(field.name)}>
                  {t('permits.line_remove', { number: i + 1 })}
                </Button>
              )}
            </div>
          ))}
          {fields.length < linesAtMost && (
            <Form.Item>
              <Button icon={<PlusOutlined />} onClick={() => add({})}>
                {t('permits.line_add')}
              </Button>
            </Form.Item>
          )}
        </>
      )}
    </Form.List>
  )
}
