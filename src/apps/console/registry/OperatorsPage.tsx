import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { showDivision } from '../../../modules/identity/division/schema.ts'
import { Form, SectorId } from '../../../modules/registry/facts/schema.ts'
import { operatorStates } from '../../../modules/registry/operator/rules.ts'
import { listOperators, type OperatorRow, recordTemporaryOperator } from '../../../modules/registry/operator/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { useAsk } from '../app/call.ts'
import { ListPage } from '../app/ListPage.tsx'
import { useMay } from '../app/session.tsx'
import { DivisionField, divisionText } from './DivisionField.tsx'
import { ExportSelected } from './ExportSelected.tsx'
import { OperatorStateChip } from './states.tsx'

/** The operators of the jurisdiction. */
export function OperatorsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const columns = useColumns()
  return (
    <ListPage
      title={t('registry.operators.title')}
      action={
        may(recordTemporaryOperator) && (
          <LinkButton to="/operators/new" icon={<PlusOutlined />}>
            {t('registry.operators.temporary')}
          </LinkButton>
        )
      }
      endpoint={listOperators}
      filters={[
        { key: 'q', label: t('registry.operators.search'), kind: 'search' },
        {
          key: 'state',
          label: t('registry.state'),
          kind: 'choice',
          choices: operatorStates.map((s) => ({ value: s, label: t(`operator.state.${s}`) })),
        },
        {
          key: 'form',
          label: t('registry.facts.form'),
          kind: 'choice',
          choices: Form.options.map((f) => ({ value: f, label: t(`operator.form.${f}`) })),
        },
        {
          key: 'sector',
          label: t('registry.facts.sectors'),
          kind: 'choice',
          choices: SectorId.options.map((s) => ({ value: s, label: t(`sector.${s}`) })),
        },
        {
          key: 'divisionId',
          label: t('registry.facts.divisionId'),
          kind: 'own',
          control: (value, set) => (
            <DivisionField
              label={t('registry.facts.divisionId')}
              className="registry-division-filter"
              value={value}
              onChange={set}
            />
          ),
          shown: (value) => <DivisionName divisionId={value} />,
        },
      ]}
      sorts={[
        { value: 'newest', label: t('registry.operators.newest') },
        { value: 'name', label: t('registry.operators.by_name') },
      ]}
      columns={columns}
      rowKey={(o) => o.partyId}
      open={(o) => `/operators/${o.partyId}`}
      bulk={(rows) => <ExportSelected title={t('registry.operators.title')} columns={columns} rows={rows} />}
      empty={{ text: t('registry.operators.none') }}
    />
  )
}

function DivisionName({ divisionId }: { divisionId: string }) {
  const { data } = useAsk(showDivision, { divisionId })
  return data ? divisionText(data.division) : divisionId
}

function useColumns(): Column<OperatorRow>[] {
  const { t } = useTranslation()
  const sectors = (o: OperatorRow) => o.sectors.map((s) => t(`sector.${s}`)).join(t('registry.comma'))
  return [
    { key: 'name', title: t('registry.facts.name'), render: (o) => o.name, text: (o) => o.name },
    {
      key: 'state',
      title: t('registry.state'),
      render: (o) => <OperatorStateChip state={o.state} />,
      text: (o) => t(`operator.state.${o.state}`),
      phone: 'state',
    },
    {
      key: 'form',
      title: t('registry.facts.form'),
      render: (o) => t(`operator.form.${o.form}`),
      text: (o) => t(`operator.form.${o.form}`),
    },
    { key: 'sectors', title: t('registry.facts.sectors'), render: sectors, text: sectors },
    {
      key: 'division',
      title: t('registry.facts.divisionId'),
      render: (o) => o.divisionNames.slice(-2).join(' '),
      text: (o) => o.divisionNames.join(' '),
    },
    {
      key: 'subjectCode',
      title: t('registry.subject_code'),
      render: (o) => <Code value={o.subjectCode} />,
      text: (o) => o.subjectCode,
      phone: 'hidden',
    },
    {
      key: 'registered',
      title: t('registry.registered'),
      render: (o) => <When at={o.registeredAt} />,
      text: (o) => o.registeredAt,
    },
  ]
}
