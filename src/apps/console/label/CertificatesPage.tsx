import { useTranslation } from 'react-i18next'
import { type Certificate, issueCertificate, listCertificates } from '../../../modules/label/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When } from '../../../ui/values.tsx'
import { List } from '../app/ListPage.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { CertificateStateChip } from './CertificateState.tsx'
import { certificateAddress } from './certificateAddress.ts'
import { PaperTabs } from './Tabs.tsx'

/** The certificates one has issued. */
export function CertificatesPage() {
  const { t } = useTranslation()
  const may = useMay()
  const unit = useUnit()
  const { party } = useSession()
  const columns: readonly Column<Certificate>[] = [
    {
      key: 'product',
      title: t('certificate.product'),
      render: (c) => c.productName,
      text: (c) => c.productName,
    },
    {
      key: 'state',
      title: t('label.state'),
      render: (c) => <CertificateStateChip voidedAt={c.voidedAt} />,
      text: (c) => t(c.voidedAt ? 'certificate.state.voided' : 'certificate.state.valid'),
      phone: 'state',
    },
    {
      key: 'quantity',
      title: t('certificate.quantity'),
      numeric: true,
      render: (c) => <Amount value={c.quantity} unit={unit(c.unit)} />,
      text: (c) => `${c.quantity} ${unit(c.unit)}`,
    },
    {
      key: 'style',
      title: t('label.style'),
      render: (c) => t(`label.style${c.style}`),
      text: (c) => t(`label.style${c.style}`),
      phone: 'hidden',
    },
    {
      key: 'issued',
      title: t('certificate.issuedAt'),
      render: (c) => <When at={c.issuedAt} />,
      text: (c) => c.issuedAt,
    },
    { key: 'code', title: t('certificate.code'), render: (c) => <Code value={c.code} />, text: (c) => c.code },
    {
      key: 'batch',
      title: t('certificate.batchCode'),
      render: (c) => <Code value={c.batchCode} />,
      text: (c) => c.batchCode,
      phone: 'hidden',
    },
  ]
  return (
    <Page
      title={t('label.certificates')}
      action={
        may(issueCertificate) && (
          <LinkButton type="primary" to="/certificates/new">
            {t('label.issue')}
          </LinkButton>
        )
      }
    >
      <PaperTabs />
      <List
        label={t('label.certificates')}
        endpoint={listCertificates}
        filters={[
          {
            key: 'voided',
            label: t('label.state'),
            kind: 'choice',
            choices: [
              { value: 'no', label: t('certificate.state.valid') },
              { value: 'yes', label: t('certificate.state.voided') },
            ],
          },
        ]}
        columns={columns}
        rowKey={(c) => c.certificateId}
        open={(c) => certificateAddress(c, c.partyId === party?.partyId)}
        empty={{
          text: t('label.no_certificates'),
          action: may(issueCertificate) && <LinkButton to="/certificates/new">{t('label.issue')}</LinkButton>,
        }}
      />
    </Page>
  )
}
