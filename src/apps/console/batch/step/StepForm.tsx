import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Profile, ProfileEvent } from '../../../../kernel/profile.ts'
import { listProducts } from '../../../../modules/catalogue/schema.ts'
import { recordStep } from '../../../../modules/production/step/schema.ts'
import { useUnit } from '../../../../ui/useUnit.ts'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useDo } from '../../app/call.ts'
import { FormPage } from '../../app/FormPage.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import {
  type FormFields,
  fieldsOf,
  formKey,
  ProfileFields,
  startValues,
  useAll,
  useLastUsed,
  useReadable,
  withFieldPaths,
} from '../../production/profile-form/index.ts'
import { InputsField } from './InputsField.tsx'
import { OutputsField } from './OutputsField.tsx'
import type { StepMade } from './StepDone.tsx'
import { Left, MergedProduct } from './Sums.tsx'
import { plainInputs, plainOutputs, sentOutputs } from './sent.ts'
import {
  type Fault,
  inputsFault,
  type Output,
  outputsFault,
  type StepShape,
  type Input as Taken,
  totalOf,
} from './shape.ts'
import { useStock } from './useStock.ts'

type StepValues = { inputs: Taken[]; outputs: Output[]; decisionNo?: string; fields: FormFields }
type StepFormProps = {
  profile: Profile
  event: ProfileEvent
  shape: StepShape
  holdingIds: readonly string[]
  onMade: (made: StepMade) => void
}

const refreshed = ['listHoldings', 'getHolding', 'listEvents', 'listRecords', 'listSignals', 'previewCertificate']

/** Goods in, goods out, the fields of the profile; balance and yields are judged before it is sent. */
export function StepForm(p: StepFormProps) {
  const { event, shape } = p
  const held = shape.quantities === 'none' || shape.quantities === 'part' || event.move === 'destroy'
  const { rows, ready, refusal } = useStock(shape, held)
  const products = useAll(listProducts, {})
  if (refusal) return <Refusal refusal={refusal} />
  if (!ready || !products.ready) return <Waiting rows={10} />
  return <Judged {...p} batches={rows} products={products.rows} />
}

type JudgedProps = StepFormProps & {
  batches: ReturnType<typeof useStock>['rows']
  products: ReturnType<typeof useAll<typeof listProducts>>['rows']
}

function Judged({ profile, event, shape, holdingIds, onMade, batches, products }: JudgedProps) {
  const { t } = useTranslation()
  const unit = useUnit()
  const [form] = Form.useForm<StepValues>()
  const last = useLastUsed(formKey(profile.id, event.id))
  const readable = useReadable()
  const step = useDo(recordStep, { refresh: refreshed })
  const stock = new Map(batches.map((b) => [b.holdingId, b]))
  const made = new Map(products.map((x) => [x.productId, x]))
  const fits = batches.filter((b) => b.profile === profile.id || (b.profile && shape.outputs === 'products'))
  const say = (f: Fault) =>
    t(f.reason, { ...f.details, ...(f.details?.['unit'] ? { unit: unit(f.details['unit']) } : {}) })
  const judge = (find: (v: StepValues) => Fault | undefined) => async () => {
    const v = form.getFieldsValue(true) as StepValues
    const fault = find({ ...v, inputs: plainInputs(v.inputs), outputs: plainOutputs(v.outputs) })
    if (fault) throw new Error(say(fault))
  }
  const outputs = shape.outputs !== 'none'
  const submit = async (v: StepValues) => {
    const inputs = plainInputs(v.inputs)
    const answer = await step.run({
      profile: profile.id,
      event: event.id,
      inputs: inputs.map(({ holdingId, quantity }) => ({
        holdingId,
        ...(quantity && shape.quantities !== 'none' ? { quantity } : {}),
      })),
      outputs: sentOutputs(shape, plainOutputs(v.outputs), totalOf(inputs, stock)),
      ...(v.decisionNo?.trim() ? { decisionNo: v.decisionNo.trim() } : {}),
      fields: fieldsOf(event, v.fields),
    })
    if (!answer) return false
    last.keep(event, v.fields)
    onMade({ ...answer, about: inputs.map((i) => i.holdingId) })
    return true
  }
  const taken = (Form.useWatch('inputs', form) ?? []) as Taken[]
  const chosen = stock.get(taken[0]?.holdingId ?? '')
  const anyHeld = taken.some((i) => stock.get(i.holdingId)?.held)
  const ofBatch = shape.outputs === 'parts' || shape.outputs === 'packs'
  return (
    <FormPage<StepValues>
      form={form}
      initial={{
        inputs: holdingIds.filter((id) => stock.has(id)).map((holdingId) => ({ holdingId })),
        outputs: shape.outputs === 'none' || shape.outputs === 'merged' ? [] : [{}],
        fields: startValues(event),
      }}
      draftKey={['batch.step', profile.id.replace('/', '-'), event.id, ...holdingIds.slice(0, 1)].join('.')}
      submit={t('step.save')}
      onSubmit={submit}
      refusal={readable(withFieldPaths(step.refusal))}
      waiting={step.waiting}
    >
      {shape.inputs !== 'none' && (
        <Form.Item
          name="inputs"
          label={t(shape.outputs === 'none' ? 'step.about' : 'step.inputs')}
          required
          rules={[{ validator: judge((v) => inputsFault(shape, v.inputs, stock)) }]}
          {...(shape.quantities === 'asked' ? { extra: t('step.all_help') } : {})}
        >
          <InputsField shape={shape} batches={fits} />
        </Form.Item>
      )}
      {outputs && shape.outputs !== 'merged' && (
        <Form.Item
          name="outputs"
          label={t(`step.outputs.${shape.outputs}`)}
          required
          rules={[
            {
              validator: judge((v) =>
                outputsFault({ ...v, shape, event, stock, products: made, yields: profile.yields }),
              ),
            },
          ]}
          {...(ofBatch ? { extra: <Left stock={stock} /> } : {})}
        >
          <OutputsField
            shape={shape}
            products={products.filter((x) => shape.outputs === 'products' || x.profile === profile.id)}
            units={ofBatch ? [chosen?.unit ?? ''] : profile.units}
          />
        </Form.Item>
      )}
      {shape.outputs === 'merged' && <MergedProduct stock={stock} products={products} />}
      {event.move === 'destroy' && anyHeld && (
        <Form.Item
          name="decisionNo"
          label={t('step.decision')}
          extra={t('step.decision_help')}
          rules={[{ required: true, whitespace: true, message: t('form.missing', { label: t('step.decision') }) }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      )}
      <ProfileFields event={event} profile={profile.id} />
    </FormPage>
  )
}
