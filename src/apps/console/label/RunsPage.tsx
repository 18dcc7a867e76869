import { useTranslation } from 'react-i18next'
import { listPrintRuns, type PrintRun, printLabels } from '../../../modules/label/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { List } from '../app/ListPage.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { batchAddress } from '../batch/address.ts'
import { RunPdf } from './RunPdf.tsx'
import { PaperTabs } from './Tabs.tsx'

/** What was printed, and the files again. */
export function RunsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { party } = useSession()
  const columns: readonly Column<PrintRun>[] = [
    { key: 'product', title: t('certificate.product'), render: (r) => r.productName, text: (r) => r.productName },
    {
      key: 'copies',
      title: t('label.copies_of'),
      numeric: true,
      render: (r) => r.copies,
      text: (r) => r.copies,
    },
    {
      key: 'template',
      title: t('label.template'),
      render: (r) => t(`template.${r.template}`),
      text: (r) => t(`template.${r.template}`),
    },
    {
      key: 'certified',
      title: t('label.with_certificate'),
      render: (r) => (r.certificateCode ? t('ui.yes') : ''),
      text: (r) => r.certificateCode,
    },
    {
      key: 'printed',
      title: t('label.printed_at'),
      render: (r) => <When at={r.printedAt} />,
      text: (r) => r.printedAt,
    },
    { key: 'code', title: t('batch.code'), render: (r) => <Code value={r.batchCode} />, text: (r) => r.batchCode },
  ]
  const print = may(printLabels)
  return (
    <Page
      title={t('label.runs')}
      action={
        print && (
          <LinkButton type="primary" to="/labels/new">
            {t('label.print')}
          </LinkButton>
        )
      }
    >
      <PaperTabs />
      <List
        label={t('label.runs')}
        endpoint={listPrintRuns}
        columns={columns}
        rowKey={(r) => r.runId}
        open={(r) => batchAddress(r, party?.partyId)}
        actions={(r) => r.partyId === party?.partyId && <RunPdf run={r} />}
        empty={{
          text: t('label.no_runs'),
          action: print && <LinkButton to="/labels/new">{t('label.print')}</LinkButton>,
        }}
      />
    </Page>
  )
}
