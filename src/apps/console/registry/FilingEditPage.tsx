import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type Filing, findOwnFiling, saveFiling } from '../../../modules/registry/filing/schema.ts'
import { findOwnOperator } from '../../../modules/registry/operator/schema.ts'
import { Page, Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { ContactFields, FactsFields } from './FactsFields.tsx'
import { KindFields } from './KindFields.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { ScaleFields } from './ScaleFields.tsx'
import { type FactsValues, factsOf, markIssues, valuesOf } from './values.ts'

/** Corrects what was returned, fills in a draft, or asks for a change of what is in force; handing in comes after. */
export function FilingEditPage() {
  const { t } = useTranslation()
  const own = useAsk(findOwnFiling, {})
  const operator = useAsk(findOwnOperator, {})
  const filing = own.data?.filing
  const live = operator.data?.operator
  // an open filing goes on; else what is in force, or what was filed before, is where the new one begins
  const open = filing?.actions.includes('save')
  const known = open ? filing?.facts : (live?.facts ?? filing?.facts)
  const title = t(open ? 'registry.filing.edit' : 'registry.filing.change')
  return (
    <Page title={title} narrow back={{ to: '/organisation/filing', title: t('registry.filing.title') }}>
      <Refusal refusal={own.error ?? operator.error} />
      {own.data && operator.data ? <Edit known={known ?? {}} own={[live?.facts.creditCode]} /> : <Waiting rows={12} />}
    </Page>
  )
}

function Edit({ known, own }: { known: Filing['facts']; own: readonly (string | undefined)[] }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const [form] = Form.useForm<FactsValues>()
  const organisation = Form.useWatch('form', form)
  const save = useDo(saveFiling, { refresh: [findOwnFiling.name] })
  const masked = known.identityMasked
  const submit = async (values: FactsValues) => {
    const facts = factsOf(values)
    if (!markIssues(form, facts, (r) => t(r), Boolean(masked))) return false
    if (!(await save.run({ facts }))) return false
    void go('/organisation/filing')
    return true
  }
  return (
    <FormPage<FactsValues>
      form={form}
      initial={valuesOf(known)}
      draftKey="filing.edit"
      unkept={['identityNumber']}
      submit={t('ui.save')}
      onSubmit={submit}
      refusal={save.refusal}
      waiting={save.waiting}
      extra={<span className="ui-quiet">{t('registry.filing.save_help')}</span>}
    >
      <Section title={t('registry.step.kind')}>
        <KindFields />
      </Section>
      <Section title={t('registry.step.facts')}>
        <FactsFields form={organisation ?? known.form} masked={masked} own={[...own, known.creditCode]} />
        <ContactFields />
      </Section>
      <Section title={t('registry.step.place')}>
        <PlaceFields />
        <ScaleFields />
      </Section>
    </FormPage>
  )
}
