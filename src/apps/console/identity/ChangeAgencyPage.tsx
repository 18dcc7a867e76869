import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { type Agency, changeAgency, listAgencies, showAgency } from '../../../modules/identity/agency/schema.ts'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { NameFields, SectorField } from './AgencyFields.tsx'

/** Another name or other sectors for an agency that one's own allocates. */
export function ChangeAgencyPage() {
  const { t } = useTranslation()
  const { partyId = '' } = useParams()
  const agency = useAsk(showAgency, { partyId })
  const back = { to: `/agencies/${partyId}`, title: agency.data?.name ?? t('agencies.one') }
  return (
    <Page title={t('agencies.change')} back={back} narrow>
      <Refusal refusal={agency.error} again={() => void agency.refetch()} />
      {!agency.data && !agency.error && <Waiting rows={6} />}
      {agency.data && <ChangeForm agency={agency.data} />}
    </Page>
  )
}

type Values = { name: string; nameEn?: string; sectors: Agency['sectors'] }

function ChangeForm({ agency: a }: { agency: Agency }) {
  const { t } = useTranslation()
  const { sectors } = useSession()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const change = useDo(changeAgency, {
    refresh: [listAgencies.name, showAgency.name],
    onDone: () => void go(`/agencies/${a.partyId}`, { replace: true }),
  })
  return (
    <FormPage<Values>
      form={form}
      initial={{ name: a.name, sectors: a.sectors, ...(a.nameEn ? { nameEn: a.nameEn } : {}) }}
      submit={t('ui.save')}
      refusal={change.refusal}
      waiting={change.waiting}
      onSubmit={async ({ nameEn, ...v }) =>
        (await change.run({ partyId: a.partyId, ...v, ...(nameEn?.trim() ? { nameEn } : {}) })) !== undefined
      }
    >
      <NameFields department={false} />
      <SectorField offered={sectors} kept={a.sectors} />
    </FormPage>
  )
}
