import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { subjectCodePicture } from '../../../modules/registry/operator/schema.ts'
import { fillPath } from '../../../platform/endpoint.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Code } from '../../../ui/values.tsx'

/** The address of an operator's QR code. */
export const pictureOf = (partyId: string): string => fillPath(subjectCodePicture.path, { partyId }).url

/** The subject code with its QR code: to download, to print as a door plate. */
export function SubjectCode({ partyId, code }: { partyId: string; code: string }) {
  const { t } = useTranslation()
  return (
    <Section title={t('organisation.code_title')}>
      <div className="organisation-code">
        <img src={pictureOf(partyId)} width={160} height={160} alt={t('organisation.code_alt', { code })} />
        <div>
          <p>
            <Code value={code} />
          </p>
          <p className="ui-help">{t('organisation.code_help')}</p>
          <div className="ui-chips">
            <Button href={pictureOf(partyId)} download={`${code}.svg`} icon={<DownloadOutlined />}>
              {t('organisation.code_download')}
            </Button>
            <LinkButton to="/organisation/plate" icon={<PrinterOutlined />}>
              {t('organisation.plate')}
            </LinkButton>
          </div>
        </div>
      </div>
    </Section>
  )
}
