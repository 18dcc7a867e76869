import { useTranslation } from 'react-i18next'
import { filingKinds } from '../../../modules/registry/filing/rules.ts'
import { type FilingRow, listFilings } from '../../../modules/registry/filing/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { When } from '../../../ui/values.tsx'
import { useAddress } from '../app/address.ts'
import { ListPage } from '../app/ListPage.tsx'
import { FilingStateChip } from './states.tsx'

/** What waits for a decision, oldest first, with how long it has waited; and what was decided. */
export function ReviewsPage() {
  const { t } = useTranslation()
  const [{ which }] = useAddress()
  const decided = which === 'decided'
  const columns: Column<FilingRow>[] = [
    { key: 'name', title: t('registry.facts.name'), render: (f) => f.name, text: (f) => f.name },
    {
      key: 'state',
      title: t('registry.state'),
      render: (f) => <FilingStateChip state={f.state} />,
      text: (f) => t(`filing.state.${f.state}`),
      phone: 'state',
    },
    {
      key: 'kind',
      title: t('registry.filing.kind'),
      render: (f) => t(`filing.kind.${f.kind}`),
      text: (f) => t(`filing.kind.${f.kind}`),
    },
    {
      key: 'form',
      title: t('registry.facts.form'),
      render: (f) => t(`operator.form.${f.form}`),
      text: (f) => t(`operator.form.${f.form}`),
    },
    {
      key: 'division',
      title: t('registry.facts.divisionId'),
      render: (f) => f.divisionNames.slice(-2).join(' '),
      text: (f) => f.divisionNames.join(' '),
    },
    decided
      ? {
          key: 'decided',
          title: t('registry.filing.decided'),
          render: (f) => <When at={f.decidedAt} />,
          text: (f) => f.decidedAt,
        }
      : {
          key: 'waits',
          title: t('registry.reviews.waits'),
          render: (f) => <When at={f.submittedAt} />,
          text: (f) => f.submittedAt,
        },
  ]
  return (
    <ListPage
      title={t('registry.reviews.title')}
      endpoint={listFilings}
      filters={[
        {
          key: 'which',
          label: t('registry.reviews.which'),
          kind: 'choice',
          choices: (['waiting', 'decided'] as const).map((v) => ({ value: v, label: t(`registry.reviews.${v}`) })),
        },
        {
          key: 'kind',
          label: t('registry.filing.kind'),
          kind: 'choice',
          choices: filingKinds.map((v) => ({ value: v, label: t(`filing.kind.${v}`) })),
        },
      ]}
      columns={columns}
      rowKey={(f) => f.filingId}
      open={(f) => `/reviews/${f.partyId}/${f.filingId}`}
      empty={{ text: t('registry.reviews.none') }}
    />
  )
}
