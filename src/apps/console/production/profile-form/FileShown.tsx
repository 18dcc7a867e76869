import { FileOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordFile } from '../../../../modules/production/file/schema.ts'
import { queryString } from '../../../../platform/endpoint.ts'

/** The record that a file is opened through. */
export type FileOf = { partyId: string; recordId: string }

type FileShownProps = { id: string; label: string; of: FileOf }

/** A photo as a thumbnail, any other file as a line; a touch opens it. */
export function FileShown({ id, label, of: { partyId, recordId } }: FileShownProps) {
  const { t } = useTranslation()
  const [picture, setPicture] = useState(true)
  const href = recordFile.path.replace(':recordId', recordId).replace(':fileId', id) + queryString({ partyId })
  const said = t('production.file.open', { label })
  return (
    <a className="profile-file-shown" href={href} target="_blank" rel="noreferrer" aria-label={said}>
      {picture ? (
        <img src={href} alt="" loading="lazy" width={96} height={96} onError={() => setPicture(false)} />
      ) : (
        <>
          <FileOutlined aria-hidden /> {label}
        </>
      )}
    </a>
  )
}
