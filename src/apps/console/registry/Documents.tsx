import { DeleteOutlined, FileImageOutlined, FilePdfOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Progress, Select } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DocumentKind, documentKinds, documentTypes } from '../../../modules/registry/document/rules.ts'
import { type Document, removeDocument } from '../../../modules/registry/document/schema.ts'
import { findOwnFiling } from '../../../modules/registry/filing/schema.ts'
import { When } from '../../../ui/values.tsx'
import { useDo } from '../app/call.ts'
import { Refusal, useRefusalText } from '../app/Refusal.tsx'
import { DocumentView } from './DocumentView.tsx'
import { useUploads } from './upload.ts'

/** Documents of a filing; `own`: one's own, which can be added and removed while `open`. */
export function Documents({
  documents,
  own = false,
  open = false,
}: {
  documents: readonly Document[]
  own?: boolean
  open?: boolean
}) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Document>()
  const remove = useDo(removeDocument, { refresh: [findOwnFiling.name] })
  return (
    <>
      {documents.length === 0 && <p className="ui-quiet">{t('registry.documents.none')}</p>}
      <ul className="registry-documents">
        {documents.map((d) => (
          <li key={d.documentId}>
            <button type="button" onClick={() => setShown(d)}>
              {d.contentType === 'application/pdf' ? (
                <FilePdfOutlined aria-hidden />
              ) : (
                <FileImageOutlined aria-hidden />
              )}
              <span>
                <strong>{t(`document.kind.${d.kind}`)}</strong>
                <span>{d.name}</span>
                <span className="ui-quiet">
                  {sizeText(d.size)} · <When at={d.addedAt} />
                </span>
              </span>
            </button>
            {open && (
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('registry.documents.remove', { name: d.name })}
                disabled={remove.waiting}
                onClick={() => void remove.run({ documentId: d.documentId })}
              />
            )}
          </li>
        ))}
      </ul>
      <Refusal refusal={remove.refusal} />
      {open && <AddDocument />}
      {shown && <DocumentView document={shown} own={own} onClose={() => setShown(undefined)} />}
    </>
  )
}

/** 1.4 MB, 320 KB. */
export const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`

function AddDocument() {
  const { t } = useTranslation()
  const say = useRefusalText()
  const [kind, setKind] = useState<DocumentKind>('business_licence')
  const input = useRef<HTMLInputElement>(null)
  const { uploads, add, again, drop } = useUploads()
  return (
    <>
      <div className="ui-list-bar">
        <Select
          aria-label={t('registry.documents.kind')}
          value={kind}
          onChange={setKind}
          options={documentKinds.map((k) => ({ value: k, label: t(`document.kind.${k}`) }))}
          popupMatchSelectWidth={false}
        />
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={documentTypes.join()}
          onChange={(e) => {
            void add([...(e.target.files ?? [])], kind)
            e.target.value = ''
          }}
        />
        <Button icon={<UploadOutlined />} onClick={() => input.current?.click()}>
          {t('registry.documents.add')}
        </Button>
      </div>
      <p className="ui-help">{t('registry.documents.help')}</p>
      {uploads.map((u) => (
        <div key={u.documentId} className="registry-upload">
          <span>{u.file.name}</span>
          {u.refusal ? (
            <p className="ui-fault" role="alert">
              {say(u.refusal)}
            </p>
          ) : (
            <Progress percent={Math.round(u.done * 100)} size="small" aria-label={u.file.name} />
          )}
          {u.refusal && (
            <div className="ui-chips">
              <Button size="small" onClick={() => void again(u)}>
                {t('ui.retry')}
              </Button>
              <Button size="small" type="text" onClick={() => drop(u.documentId)}>
                {t('ui.cancel')}
              </Button>
            </div>
          )}
        </div>
      ))}
    </>
  )
}
