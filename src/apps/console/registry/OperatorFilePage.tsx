import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import { listFilings } from '../../../modules/registry/filing/schema.ts'
import { findOperator } from '../../../modules/registry/operator/schema.ts'
import { listSites } from '../../../modules/registry/site/schema.ts'
import { Page } from '../../../ui/Page.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { SheetTable } from '../../../ui/SheetTable.tsx'
import { groupCode, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { type FactKey, useFactText } from './FilingFacts.tsx'
import { subjectCodeUrl } from './OperatorPage.tsx'

const pairs: readonly (readonly [FactKey, FactKey?])[] = [
  ['form', 'role'],
  ['sectors', 'mainProducts'],
  ['creditCode', 'identityNumber'],
  ['legalRepresentative', 'contactName'],
  ['mobile', 'email'],
  ['licenceFrom', 'licenceUntil'],
  ['divisionId'],
  ['address', 'location'],
  ['scale', 'attributes'],
]

/** The operator's file 主体档案 as a form for the office's shelf. */
export function OperatorFilePage() {
  const { t } = useTranslation()
  const { partyId = '' } = useParams()
  const { party } = useSession()
  const may = useMay()
  const text = useFactText()
  const operator = useAsk(findOperator, { partyId })
  const filings = useAsk(listFilings, { partyId, limit: 50 })
  const sites = useAsk(listSites, { partyId, limit: 50 }, { enabled: may(listSites) })
  const products = useAsk(listProducts, { partyId, limit: 50 }, { enabled: may(listProducts) })
  const o = operator.data
  const ready = o && filings.data && (sites.data || !may(listSites)) && (products.data || !may(listProducts))
  const title = t('registry.file.title')
  if (!ready)
    return (
      <Page title={title} back={{ to: `/operators/${partyId}`, title: o?.name ?? title }}>
        <Refusal refusal={operator.error ?? filings.error ?? sites.error ?? products.error} />
        {!operator.error && <Waiting rows={16} />}
      </Page>
    )
  const cell = (key: FactKey | undefined, wide: boolean) =>
    key && (
      <>
        <th scope="row">{t(`registry.facts.${key}`)}</th>
        <td colSpan={wide ? 3 : 1}>
          {key === 'creditCode' && o.facts.creditCode
            ? groupCode(o.facts.creditCode)
            : (text(o.facts, key, o.divisionNames) ?? '—')}
        </td>
      </>
    )
  return (
    <Page title={`${title} · ${o.name}`} back={{ to: `/operators/${partyId}`, title: o.name }}>
      <Sheet
        heading={title}
        {...(party ? { issuer: party.name } : {})}
        {...(o.subjectCode
          ? {
              number: groupCode(o.subjectCode),
              mark: <img src={subjectCodeUrl(partyId)} alt={t('registry.subject_code')} />,
            }
          : {})}
        signatures={[t('registry.file.operator_signs'), t('registry.file.agency_signs')]}
      >
        <table className="registry-file">
          <tbody>
            <tr>
              <th scope="row">{t('registry.facts.name')}</th>
              <td colSpan={3}>{o.name}</td>
            </tr>
            <tr>
              <th scope="row">{t('registry.state')}</th>
              <td>{t(`operator.state.${o.state}`)}</td>
              <th scope="row">{t('registry.registered')}</th>
              <td>
                <When at={o.registeredAt} full />
              </td>
            </tr>
            {pairs
              .filter((p) => p.some((k) => k && text(o.facts, k, o.divisionNames) !== undefined))
              .map(([a, b]) => (
                <tr key={a}>
                  {cell(a, b === undefined)}
                  {cell(b, false)}
                </tr>
              ))}
          </tbody>
        </table>
        <Rows
          title={t('registry.operator.sites')}
          head={[t('registry.facts.name'), t('registry.file.kind'), t('registry.facts.divisionId')]}
          rows={(sites.data?.items ?? []).map((s) => [s.name, t(`site.kind.${s.kind}`), s.divisionNames.join(' ')])}
        />
        <Rows
          title={t('registry.operator.products')}
          head={[t('registry.facts.name'), t('registry.file.class')]}
          rows={(products.data?.items ?? []).map((p) => [`${p.name} ${p.spec ?? ''}`.trim(), p.className])}
        />
        <Rows
          title={t('registry.operator.filings')}
          head={[t('registry.filing.kind'), t('registry.state'), t('registry.filing.decided')]}
          rows={(filings.data?.items ?? []).map((f) => [
            t(`filing.kind.${f.kind}`),
            t(`filing.state.${f.state}`),
            <When key="at" at={f.decidedAt} full />,
          ])}
        />
      </Sheet>
    </Page>
  )
}

function Rows({ title, head, rows }: { title: string; head: readonly string[]; rows: readonly React.ReactNode[][] }) {
  if (!rows.length) return null
  return (
    <>
      <h2>{title}</h2>
      <SheetTable head={head} rows={rows} />
    </>
  )
}
