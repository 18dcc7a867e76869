import { DownloadOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayOpenDocument } from '../../../modules/registry/document/rules.ts'
import { type Document, documentFile, ownDocumentFile } from '../../../modules/registry/document/schema.ts'
import { fillPath } from '../../../platform/endpoint.ts'
import type { Permission } from '../../../platform/permissions.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { usePhone } from '../../../ui/useMedia.ts'
import { useSession } from '../app/session.tsx'

type DocumentViewProps = { document: Document; own: boolean; onClose: () => void }

/** A document over the page. An identity card is opened by a second touch: each opening stands in the journal. */
export function DocumentView({ document: d, own, onClose }: DocumentViewProps) {
  const { t } = useTranslation()
  const { permissions } = useSession()
  const [opened, setOpened] = useState(d.kind !== 'identity_card')
  const [missing, setMissing] = useState(false)
  const { url } = fillPath((own ? ownDocumentFile : documentFile).path, d)
  const may = mayOpenDocument(d.kind, permissions as Permission[])
  const phone = usePhone()
  const picture = d.contentType !== 'application/pdf'
  return (
    <Drawer
      open
      // beside the facts it is compared with, not over them
      mask={false}
      size={phone ? '100%' : 640}
      title={`${t(`document.kind.${d.kind}`)} · ${d.name}`}
      onClose={onClose}
      extra={
        may && opened ? (
          <Button href={url} download={d.name} icon={<DownloadOutlined />}>
            {t('registry.documents.download')}
          </Button>
        ) : null
      }
    >
      {!may && <Notice kind="stop">{t('document.identity_restricted')}</Notice>}
      {may && !opened && (
        <div className="ui-empty">
          <p>{t('registry.documents.identity_logged')}</p>
          <Button type="primary" onClick={() => setOpened(true)}>
            {t('registry.documents.open')}
          </Button>
        </div>
      )}
      {may && opened && !picture && <p>{t('registry.documents.pdf')}</p>}
      {may && opened && picture && !missing && (
        <img className="registry-picture" src={url} alt={d.name} onError={() => setMissing(true)} />
      )}
      {missing && <Notice kind="stop">{t('document.file_missing')}</Notice>}
    </Drawer>
  )
}
