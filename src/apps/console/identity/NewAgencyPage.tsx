import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import {
  type Agency,
  createAgency,
  listAgencies,
  type NewAgency,
  showAgency,
} from '../../../modules/identity/agency/schema.ts'
import { type AgencyKind, type AgencyLevel, agencyLevels } from '../../../modules/identity/rules.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { NameFields, SectorField } from './AgencyFields.tsx'
import { useChildDivisions } from './useChildDivisions.ts'

type Values = Pick<NewAgency, 'kind' | 'name' | 'department' | 'divisions' | 'sectors'> & { nameEn?: string }

/** Sets up what one's own agency may allocate: supervision one level below, or testing and enforcement of its own level. */
export function NewAgencyPage() {
  const { t } = useTranslation()
  const { party } = useSession()
  const own = useAsk(showAgency, { partyId: party?.partyId ?? '' })
  return (
    <Page title={t('agencies.new')} back={{ to: '/agencies', title: t('agencies.title') }} narrow>
      <Refusal refusal={own.error} again={() => void own.refetch()} />
      {!own.data && !own.error && <Waiting rows={6} />}
      {own.data && <NewAgencyForm own={own.data} />}
    </Page>
  )
}

function NewAgencyForm({ own }: { own: Agency }) {
  const { t } = useTranslation()
  const { sectors } = useSession()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? 'supervision'
  const children = useChildDivisions(own)
  const create = useDo(createAgency, {
    refresh: [listAgencies.name],
    onDone: (a) => void go(`/agencies/${a.partyId}`, { replace: true }),
  })
  const ownDivisions = own.divisions.map((d) => ({ divisionId: d.divisionId, name: d.name, level: own.level }))
  const choices = kind === 'supervision' ? children.divisions : ownDivisions
  const levelOf = (ids: readonly string[]): AgencyLevel =>
    kind === 'supervision'
      ? (agencyLevels.find((l) => l === choices.find((c) => c.divisionId === ids[0])?.level) ?? own.level)
      : own.level
  return (
    <FormPage<Values>
      form={form}
      initial={{
        kind: own.level === 'township' ? 'testing' : 'supervision',
        department: own.department,
        sectors: sectors as Values['sectors'],
      }}
      draftKey="agency"
      submit={t('agencies.create')}
      refusal={create.refusal ?? children.refusal}
      waiting={create.waiting}
      onSubmit={async ({ nameEn, ...v }) =>
        (await create.run({ ...v, level: levelOf(v.divisions), ...(nameEn?.trim() ? { nameEn } : {}) })) !== undefined
      }
    >
      <Form.Item name="kind" label={t('agencies.kind')} rules={[{ required: true }]}>
        <KindChoice
          level={own.level}
          // what was chosen for another kind is not a place for this one
          onTurn={() => form.setFieldValue('divisions', undefined)}
        />
      </Form.Item>
      <Form.Item
        name="divisions"
        label={t('agencies.divisions')}
        rules={[{ required: true, message: t('agencies.divisions_missing') }]}
      >
        <Select
          mode="multiple"
          aria-label={t('agencies.divisions')}
          showSearch={{ optionFilterProp: 'label' }}
          loading={children.waiting}
          options={choices.map((c) => ({ value: c.divisionId, label: c.name }))}
        />
      </Form.Item>
      <NameFields />
      <SectorField offered={sectors} />
    </FormPage>
  )
}

type KindChoiceProps = {
  level: AgencyLevel
  onTurn: () => void
  value?: AgencyKind
  onChange?: (kind: AgencyKind) => void
}

function KindChoice({ level, onTurn, value, onChange }: KindChoiceProps) {
  const { t } = useTranslation()
  return (
    <Choices
      label={t('agencies.kind')}
      rows
      value={value}
      options={kindsOf(level).map((k) => ({ value: k, label: t(`agencies.kind_${k}`) }))}
      onChange={(kind) => {
        onChange?.(kind as AgencyKind)
        onTurn()
      }}
    />
  )
}

/** Below a township stands nothing. */
const kindsOf = (level: AgencyLevel): AgencyKind[] =>
  level === 'township' ? ['testing', 'enforcement'] : ['supervision', 'testing', 'enforcement']
