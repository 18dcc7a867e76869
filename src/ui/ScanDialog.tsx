import { BulbOutlined, PictureOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from './Notice.tsx'
import { oursOf, readCodes, readFile } from './readCodes.ts'
import './scan.css'
import { useCamera } from './useCamera.ts'

type ScanDialogProps = {
  /** The digits of a code of ours; with `any`, whatever was read. */
  onCode: (code: string) => void
  onClose: () => void
  /** Codes of others are wanted too, such as on a bag of fertiliser. */
  any?: boolean
  /** One after the other, until it is closed; the same code in sight is taken once. */
  many?: boolean
  /** What came of the last code. */
  said?: string
}
/** How often the camera's frame is looked at, in ms: quick for the eye, cool for an old phone. */
const pause = 150

/** Reads a code by the camera or from a picture. What is no code of ours is said, and looking goes on. */
export default function ScanDialog({ onCode, onClose, any = false, many = false, said: told }: ScanDialogProps) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const { state, torch } = useCamera(video)
  const [said, setSaid] = useState<string>()
  const [reading, setReading] = useState(false)
  const taken = useRef<string>(undefined)
  const take = useRef((_: readonly string[]): boolean => false)
  take.current = (texts) => {
    const code = any ? (oursOf(texts) ?? texts[0]) : oursOf(texts)
    if (code !== undefined) {
      if (many && code === taken.current) return false
      taken.current = code
      navigator.vibrate?.(60)
      setSaid(undefined)
      onCode(code)
    } else if (texts.length) setSaid(t('ui.scan.not_ours', { text: texts[0]!.slice(0, 60) }))
    return code !== undefined && !many
  }
  useEffect(() => {
    if (state !== 'running') return
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const look = async () => {
      const texts = video.current ? await readCodes(video.current).catch(() => []) : []
      if (!over && !take.current(texts)) timer = setTimeout(() => void look(), pause)
    }
    void look()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [state])
  const choose = async (e: ChangeEvent<HTMLInputElement>) => {
    const file = e.target.files?.[0]
    e.target.value = ''
    if (!file) return
    setReading(true)
    setSaid(undefined)
    const texts = await readFile(file).catch(() => undefined)
    setReading(false)
    if (!texts) setSaid(t('ui.scan.no_picture'))
    else if (!texts.length) setSaid(t('ui.scan.nothing_read'))
    else take.current(texts)
  }
  const hasCamera = state === 'starting' || state === 'running'
  return (
    <Modal open title={t('ui.scan.title')} onCancel={onClose} footer={null} centered destroyOnHidden>
      <div className="ui-scan">
        {hasCamera ? (
          <div className="ui-scan-frame">
            <video ref={video} muted playsInline aria-label={t('ui.scan.view')} />
            <div className="ui-scan-aim" aria-hidden />
          </div>
        ) : (
          <Notice kind="wait">{t(`ui.scan.${state}`)}</Notice>
        )}
        {hasCamera && <p className="ui-quiet">{t(state === 'starting' ? 'ui.scan.starting' : 'ui.scan.aim')}</p>}
        <div role="status">
          {said ? <Notice kind="stop">{said}</Notice> : told && <Notice kind="good">{told}</Notice>}
        </div>
        <div className="ui-chips">
          <Button icon={<PictureOutlined />} loading={reading} onClick={() => input.current?.click()}>
            {t('ui.scan.from_picture')}
          </Button>
          {torch && (
            <Button icon={<BulbOutlined />} aria-pressed={torch.on} onClick={() => torch.set(!torch.on)}>
              {t(torch.on ? 'ui.scan.torch_off' : 'ui.scan.torch_on')}
            </Button>
          )}
          <input
            ref={input}
            type="file"
            accept="image/*"
            hidden
            data-scan-file
            aria-label={t('ui.scan.from_picture')}
            onChange={(e) => void choose(e)}
          />
        </div>
      </div>
    </Modal>
  )
}
