import { CameraOutlined, CloseOutlined, FileOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { fileLimits } from '../../../../modules/production/file/rules.ts'
import { ownRecordFile } from '../../../../modules/production/file/schema.ts'
import { documentTypes } from '../../../../modules/registry/document/rules.ts'
import type { AppError } from '../../../../platform/errors.ts'
import { Notice } from '../../../../ui/Notice.tsx'
import { Together } from '../../../../ui/Together.tsx'
import { useRefusalText } from '../../app/Refusal.tsx'
import { ariaOf, type ControlProps } from './control.ts'
import {
  addPending,
  dropPending,
  onPending,
  type Pending,
  pendingFile,
  resumePending,
  sendPending,
  waitsForLine,
} from './pendingFiles.ts'
import { prepared } from './shrink.ts'

const pictureTypes = documentTypes.filter((type) => type.startsWith('image/'))

/** A photo taken here, or a picture or PDF chosen; it goes up while the rest of the form is filled. */
export default function FileField(p: ControlProps<'file'>) {
  const { id, label, value, onChange, onBlur } = p
  const { t } = useTranslation()
  const say = useRefusalText()
  const photo = useRef<HTMLInputElement>(null)
  const paper = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<AppError>()
  const waiting = useSyncExternalStore(onPending, () => (value ? pendingFile(value) : undefined))
  useEffect(() => {
    if (value) void resumePending(value)
  }, [value])
  const choose = async (input: HTMLInputElement) => {
    const [file] = input.files ?? []
    input.value = ''
    if (!file) return
    setBusy(true)
    setRefusal(undefined)
    try {
      onChange?.(addPending(await prepared(file)))
    } catch (err) {
      // what was there before stays
      setRefusal(err as AppError)
    }
    setBusy(false)
  }
  const chooser = (ref: typeof photo, more: object) => (
    <input
      ref={ref}
      type="file"
      // antd shows every file input of a form, `hidden` or not
      style={{ display: 'none' }}
      aria-label={label}
      {...more}
      onChange={(e) => void choose(e.currentTarget)}
    />
  )
  return (
    <Together className="profile-file" onLeave={onBlur}>
      {chooser(photo, { accept: pictureTypes.join(), capture: 'environment' })}
      {chooser(paper, { accept: documentTypes.join() })}
      {value && (
        <Chosen
          {...{ label, waiting }}
          fileId={value}
          onRemove={() => {
            dropPending(value)
            onChange?.(undefined)
          }}
        />
      )}
      {!value && (
        <div className="ui-chips">
          <Button
            {...({ id, ...ariaOf(p), 'aria-required': undefined } as object)}
            icon={<PaperClipOutlined aria-hidden />}
            loading={busy}
            onClick={() => paper.current?.click()}
          >
            {t('production.file.choose')}
          </Button>
          <Button
            className="profile-file-camera"
            icon={<CameraOutlined aria-hidden />}
            onClick={() => photo.current?.click()}
          >
            {t('production.file.take')}
          </Button>
        </div>
      )}
      {busy && (
        <p className="ui-help" role="status">
          {t('production.file.shrinking')}
        </p>
      )}
      {!value && !refusal && (
        <p className="ui-help">{t('production.file.kinds', { megabytes: fileLimits.bytes / 1024 / 1024 })}</p>
      )}
      {refusal && <Notice kind="stop">{say(refusal)}</Notice>}
    </Together>
  )
}

type ChosenProps = { label: string; fileId: string; waiting: Pending | undefined; onRemove: () => void }

/** What was chosen: the picture, how far it is, and what to do where it stopped. */
function Chosen({ label, fileId, waiting, onRemove }: ChosenProps) {
  const { t } = useTranslation()
  const say = useRefusalText()
  const [picture, setPicture] = useState(true)
  const [here, setHere] = useState<string>()
  const file = waiting?.file
  useEffect(() => {
    if (!file) return
    const address = URL.createObjectURL(file)
    setHere(address)
    return () => URL.revokeObjectURL(address)
  }, [file])
  const address = (file && here) ?? ownRecordFile.path.replace(':fileId', fileId)
  return (
    <div className="profile-file-chosen">
      <a href={address} target="_blank" rel="noreferrer" aria-label={t('production.file.open', { label })}>
        {picture && file?.type !== 'application/pdf' ? (
          <img src={address} alt="" width={96} height={96} onError={() => setPicture(false)} />
        ) : (
          <FileOutlined aria-hidden />
        )}
      </a>
      <div className="profile-file-said">
        {waiting && !waiting.refusal && (
          <>
            <span role="status">{t('production.file.sending')}</span>
            <Progress percent={Math.round(waiting.done * 100)} size="small" aria-label={label} />
          </>
        )}
        {waiting?.refusal && (
          <>
            <p className={waitsForLine(waiting) ? 'ui-help' : 'ui-fault'} role="alert">
              {waitsForLine(waiting) ? t('production.file.waiting') : say(waiting.refusal)}
            </p>
            <Button size="small" onClick={() => void sendPending(fileId, waiting.file)}>
              {t('production.file.again')}
            </Button>
          </>
        )}
        {!waiting && <span className="ui-quiet">{t('production.file.sent')}</span>}
      </div>
      <Button
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t('production.file.remove', { label })}
        onClick={onRemove}
      />
    </div>
  )
}
