import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { listUploads, startUpload, type Upload } from '../../../modules/serial/schema.ts'
import { CodeField } from '../../../ui/CodeField.tsx'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { When } from '../../../ui/values.tsx'
import { ListPage } from '../app/ListPage.tsx'
import { useMay } from '../app/session.tsx'
import './serial.css'
import { pageOf, UploadChip } from './states.tsx'

/** Uploads of codes, and a way to the page of a code. */
export function UploadsPage() {
  const { t } = useTranslation()
  const may = useMay()(startUpload)
  const columns: Column<Upload>[] = [
    { key: 'file', title: t('codes.file'), render: (u) => u.fileName || '—', text: (u) => u.fileName },
    {
      key: 'state',
      title: t('codes.state'),
      render: (u) => <UploadChip state={u.state} />,
      text: (u) => t(`codes.upload_state.${u.state}`),
      phone: 'state',
    },
    {
      key: 'product',
      title: t('codes.product'),
      render: (u) => u.productName ?? t('codes.issued_only'),
      text: (u) => u.productName,
    },
    { key: 'pieces', title: t('codes.pieces'), render: (u) => u.pieces, text: (u) => u.pieces, numeric: true },
    { key: 'packs', title: t('codes.packs'), render: (u) => u.packs, text: (u) => u.packs, numeric: true },
    { key: 'sealed', title: t('codes.sealed'), render: (u) => u.sealed, text: (u) => u.sealed, numeric: true },
    { key: 'at', title: t('codes.at'), render: (u) => <When at={u.createdAt} />, text: (u) => u.createdAt },
  ]
  return (
    <ListPage
      title={t('codes.title')}
      action={
        may && (
          <LinkButton type="primary" to="/codes/new">
            {t('codes.upload')}
          </LinkButton>
        )
      }
      endpoint={listUploads}
      columns={columns}
      rowKey={(u) => u.uploadId}
      open={(u) => `/codes/uploads/${u.uploadId}?partyId=${u.partyId}`}
      head={() => <LookUp />}
      empty={{
        text: t('codes.none'),
        action: may && <LinkButton to="/codes/new">{t('codes.upload')}</LinkButton>,
      }}
    />
  )
}

/** Scan or type a code of any coding, and go to its page. */
export function LookUp() {
  const { t } = useTranslation()
  const go = useNavigate()
  const [text, setText] = useState('')
  const done = (code: string) => code.trim() && void go(pageOf(code.trim()))
  return (
    <search className="serial-look no-print">
      <CodeField
        label={t('codes.look_up')}
        placeholder={t('codes.look_up')}
        value={text}
        onChange={setText}
        onDone={done}
        any
      />
      <Button onClick={() => done(text)}>{t('codes.look')}</Button>
    </search>
  )
}
