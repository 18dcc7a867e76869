import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { quantityProblem } from '../../../kernel/quantity.ts'
import type { Unit } from '../../../kernel/unit.ts'
import {
  InputKindKey,
  type InputPurchase,
  listInputPurchases,
  recordInputPurchase,
} from '../../../modules/production/input/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { CodeField } from '../../../ui/CodeField.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { BoughtQuantity } from './BoughtQuantity.tsx'
import { BannedNotice, plainNumber, substancesOf, today, useAll, useBanned } from './profile-form/index.ts'

type BoughtValues = {
  name: string
  kind: InputPurchase['kind']
  amount: { quantity?: string; unit?: Unit }
  source: string
  boughtOn: string
  registrationNumber?: string
  substances?: string
  maker?: string
  batchNo?: string
  documentNo?: string
}

/** Adds what was bought; `like` in the address begins with an earlier purchase. */
export function NewInputPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const like = params.get('like') ?? undefined
  const bought = useAll(listInputPurchases, {})
  const earlier = bought.rows.find((r) => r.purchaseId === like)
  return (
    <Page title={t('production.input.new')} back={{ to: '/production/inputs', title: t('production.inputs') }} narrow>
      {like && !bought.ready ? <Waiting rows={8} /> : <BoughtForm earlier={earlier} />}
    </Page>
  )
}

function startOf(earlier: InputPurchase | undefined): Partial<BoughtValues> {
  if (!earlier) return { kind: 'pesticide', boughtOn: today(), amount: { unit: 'kg' } }
  const { name, kind, source, unit, registrationNumber, substances, maker } = earlier
  return {
    ...{ name, kind, source, boughtOn: today(), amount: { unit } },
    ...(registrationNumber ? { registrationNumber } : {}),
    ...(substances.length ? { substances: substances.join(', ') } : {}),
    ...(maker ? { maker } : {}),
  }
}

const filled = (text: string | undefined) => (text?.trim() ? text.trim() : undefined)

function BoughtForm({ earlier }: { earlier: InputPurchase | undefined }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const [form] = Form.useForm<BoughtValues>()
  const buy = useDo(recordInputPurchase, { refresh: ['listInputPurchases'] })
  const save = async (v: BoughtValues) => {
    const rest = {
      registrationNumber: v.registrationNumber,
      maker: v.maker,
      batchNo: v.batchNo,
      documentNo: v.documentNo,
    }
    const given = Object.fromEntries(Object.entries(rest).flatMap(([k, x]) => (filled(x) ? [[k, filled(x)]] : [])))
    const taken = await buy.run({
      ...{ name: v.name.trim(), kind: v.kind, source: v.source.trim(), boughtOn: v.boughtOn },
      quantity: plainNumber(v.amount.quantity ?? ''),
      unit: v.amount.unit ?? 'kg',
      substances: substancesOf(v.substances),
      ...given,
    })
    // back to the record that asked for it, whose draft is there; else to the list
    if (taken) void ((history.state as { idx?: number } | null)?.idx ? go(-1) : go('/production/inputs'))
    return taken !== undefined
  }
  const missing = (label: string) => ({ required: true, whitespace: true, message: t('form.missing', { label }) })
  return (
    <FormPage<BoughtValues>
      form={form}
      initial={startOf(earlier)}
      draftKey={earlier ? `production.input:${earlier.purchaseId}` : 'production.input'}
      submit={t('production.input.save')}
      onSubmit={save}
      refusal={buy.refusal}
      waiting={buy.waiting}
    >
      <Form.Item name="name" label={t('production.input.name')} rules={[missing(t('production.input.name'))]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <BannedHere />
      <Form.Item name="kind" label={t('production.input.kind')} required>
        <Choices
          label={t('production.input.kind')}
          options={InputKindKey.options.map((k) => ({ value: k, label: t(`production.kind.${k}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('production.input.quantity')}
        required
        rules={[
          {
            validator: async (_, v?: BoughtValues['amount']) => {
              const typed = plainNumber(v?.quantity ?? '')
              const problem = quantityProblem(typed, v?.unit ?? 'kg')
              if (typed === '') throw new Error(t('form.missing', { label: t('production.input.quantity') }))
              if (problem) throw new Error(t(problem))
            },
          },
        ]}
      >
        <BoughtQuantity label={t('production.input.quantity')} />
      </Form.Item>
      <Form.Item
        name="source"
        label={t('production.input.source')}
        extra={t('production.input.source_help')}
        rules={[missing(t('production.input.source'))]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="boughtOn"
        label={t('production.input.bought_on')}
        rules={[missing(t('production.input.bought_on'))]}
      >
        <Input type="date" max={today()} className="profile-short" />
      </Form.Item>
      <Form.Item
        name="registrationNumber"
        label={t('production.input.number')}
        extra={t('production.input.number_help')}
      >
        <CodeField text any maxLength={100} />
      </Form.Item>
      <Form.Item
        name="substances"
        label={t('production.input.substances')}
        extra={t('production.input.substances_help')}
      >
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
      <Form.Item name="maker" label={t('production.input.maker')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="batchNo" label={t('production.input.batch')}>
        <CodeField text any maxLength={100} />
      </Form.Item>
      <Form.Item name="documentNo" label={t('production.input.document')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    </FormPage>
  )
}

/** What the list of banned and restricted substances says of what is typed. */
function BannedHere() {
  const name = Form.useWatch('name') as string | undefined
  const substances = Form.useWatch('substances') as string | undefined
  const on = Form.useWatch('boughtOn') as string | undefined
  const found = useBanned({ name: name?.trim(), substances: substancesOf(substances) }, on)
  if (!found) return null
  return (
    <div className="production-form-gap">
      <BannedNotice input={name ?? ''} found={found} />
    </div>
  )
}
