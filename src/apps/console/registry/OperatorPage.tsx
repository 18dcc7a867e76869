import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import { listDevices } from '../../../modules/device/schema.ts'
import { listRecords } from '../../../modules/production/record/schema.ts'
import { listTasks } from '../../../modules/production/rule/schema.ts'
import { listDocuments } from '../../../modules/registry/document/schema.ts'
import { listFilings } from '../../../modules/registry/filing/schema.ts'
import { listPartyIdentifiers } from '../../../modules/registry/identifier/schema.ts'
import { listLicences } from '../../../modules/registry/licence/schema.ts'
import { findOperator, type Operator, subjectCodePicture } from '../../../modules/registry/operator/schema.ts'
import { listSites } from '../../../modules/registry/site/schema.ts'
import { findItems } from '../../../modules/trace/walk/schema.ts'
import { fillPath } from '../../../platform/endpoint.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { OperatorIdentifiers } from '../exchange/OperatorIdentifiers.tsx'
import { OperatorTasks } from '../production/task/OperatorTasks.tsx'
import { Documents } from './Documents.tsx'
import { FilingFacts } from './FilingFacts.tsx'
import { Licences } from './licence/Licences.tsx'
import { Roles } from './licence/Roles.tsx'
import { OperatorActions } from './OperatorActions.tsx'
import { FilingStateChip, OperatorStateChip } from './states.tsx'
import { Unmask } from './Unmask.tsx'

/** The file of one operator for its agencies: what is in force, and what was filed, made and brought along. */
export function OperatorPage() {
  const { t } = useTranslation()
  const { partyId = '' } = useParams()
  const may = useMay()
  const asked = useAsk(findOperator, { partyId })
  const operator = asked.data
  return (
    <Page
      title={operator?.name ?? t('registry.operator.one')}
      state={operator && <OperatorStateChip state={operator.state} />}
      back={{ to: '/operators', title: t('registry.operators.title') }}
      action={
        operator && (
          <>
            <OperatorActions operator={operator} />
            {may(listRecords) && (
              <LinkButton to={`/production/table?partyId=${partyId}`}>{t('production.title')}</LinkButton>
            )}
            {may(listDevices) && <LinkButton to={`/devices?partyId=${partyId}`}>{t('menu.devices')}</LinkButton>}
            <LinkButton to={`/operators/${partyId}/file`} icon={<PrinterOutlined />}>
              {t('registry.operator.print')}
            </LinkButton>
          </>
        )
      }
    >
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!operator && !asked.error && <Waiting rows={14} />}
      {operator && <Shown operator={operator} />}
    </Page>
  )
}

/** Where the picture of an operator's subject code is. */
export const subjectCodeUrl = (partyId: string): string => fillPath(subjectCodePicture.path, { partyId }).url

function Shown({ operator: o }: { operator: Operator }) {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <>
      {o.stateReason && o.state !== 'approved' && (
        <Notice kind={o.state === 'suspended' || o.state === 'revoked' ? 'stop' : 'info'}>
          {t('registry.operator.state_reason', { reason: o.stateReason })} <When at={o.stateAt} full />
          {o.mergedInto && <Link to={`/operators/${o.mergedInto}`}> {t('registry.operator.merged_into')}</Link>}
        </Notice>
      )}
      <div className="registry-strip">
        <Facts
          items={[
            { label: t('registry.subject_code'), value: <Code value={o.subjectCode} copy /> },
            { label: t('registry.facts.form'), value: t(`operator.form.${o.form}`) },
            {
              label: t('registry.facts.sectors'),
              value: o.sectors.map((s) => t(`sector.${s}`)).join(t('registry.comma')),
            },
            { label: t('registry.facts.divisionId'), value: o.divisionNames.slice(-2).join(' ') },
            { label: t('registry.registered'), value: <When at={o.registeredAt} full /> },
          ].filter((i) => i.label !== t('registry.subject_code') || o.subjectCode)}
        />
        {o.subjectCode && (
          <img className="registry-qr" src={subjectCodeUrl(o.partyId)} alt={t('registry.subject_code')} />
        )}
      </div>
      <div className="registry-review">
        <Section title={t('registry.operator.facts')}>
          <FilingFacts facts={o.facts} divisionNames={o.divisionNames} unmask={<Unmask partyId={o.partyId} />} />
        </Section>
        <div className="registry-column">
          <Filings partyId={o.partyId} />
          <Papers partyId={o.partyId} />
          {may(listSites) && <Sites partyId={o.partyId} />}
          {may(listLicences) && <Roles partyId={o.partyId} />}
          {may(listLicences) && <Licences partyId={o.partyId} />}
          {may(listTasks) && <OperatorTasks partyId={o.partyId} />}
          {may(listPartyIdentifiers) && <OperatorIdentifiers partyId={o.partyId} />}
          {may(listProducts) && <Products partyId={o.partyId} />}
          {may(findItems) && (
            <Section title={t('registry.operator.batches')}>
              <Link to={`/trace?partyId=${o.partyId}`}>{t('registry.operator.to_batches')}</Link>
            </Section>
          )}
        </div>
      </div>
    </>
  )
}

function Filings({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const { data, error } = useAsk(listFilings, { partyId, limit: 50 })
  return (
    <Section title={t('registry.operator.filings')}>
      <Refusal refusal={error} />
      {!data && !error && <Waiting rows={2} />}
      {data?.items.length === 0 && <p className="ui-quiet">{t('registry.operator.no_filings')}</p>}
      <ul className="registry-rows">
        {data?.items.map((f) => (
          <li key={f.filingId}>
            <Link to={`/reviews/${partyId}/${f.filingId}`}>{t(`filing.kind.${f.kind}`)}</Link>
            <FilingStateChip state={f.state} />
            <span className="ui-quiet">
              <When at={f.decidedAt ?? f.submittedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Sites({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const { data, error } = useAsk(listSites, { partyId, limit: 50 })
  return (
    <Section title={t('registry.operator.sites')}>
      <Refusal refusal={error} />
      {!data && !error && <Waiting rows={2} />}
      {data?.items.length === 0 && <p className="ui-quiet">{t('registry.operator.no_sites')}</p>}
      <ul className="registry-rows">
        {data?.items.map((s) => (
          <li key={s.siteId}>
            <span>{s.name}</span>
            <span className="ui-quiet">
              {t(`site.kind.${s.kind}`)} · {s.divisionNames.slice(-2).join(' ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Products({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const { data, error } = useAsk(listProducts, { partyId, limit: 50 })
  return (
    <Section title={t('registry.operator.products')}>
      <Refusal refusal={error} />
      {!data && !error && <Waiting rows={2} />}
      {data?.items.length === 0 && <p className="ui-quiet">{t('registry.operator.no_products')}</p>}
      <ul className="registry-rows">
        {data?.items.map((p) => (
          <li key={p.productId}>
            <span>
              {p.name} {p.spec}
            </span>
            <span className="ui-quiet">{p.className}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Papers({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const { data, error } = useAsk(listDocuments, { partyId, limit: 50 })
  return (
    <Section title={t('registry.documents.title')}>
      <Refusal refusal={error} />
      {data ? <Documents documents={data.items} /> : !error && <Waiting rows={2} />}
    </Section>
  )
}
