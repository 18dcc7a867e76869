import { QRCode } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupCode } from '../../../kernel/code.ts'
import type { LabelPrinted } from '../../../modules/label/schema.ts'
import { fontFamily } from '../../../ui/tokens.ts'
import { useUnit } from '../../../ui/useUnit.ts'
import { labelSizes, layoutLabel, type Measure, type Template } from './labelLayout.ts'

type LabelPreviewProps = {
  label: LabelPrinted
  address: string
  template: Template
  /** The words of the certificate, where the label is one. */
  mark: string | undefined
}

/** Noto Sans SC as the browser has it, measured in em. */
function measureWith(): Measure {
  const canvas = document.createElement('canvas').getContext('2d')!
  return (text, bold) => {
    canvas.font = `${bold ? 700 : 400} 100px ${fontFamily}`
    return canvas.measureText(text).width / 100
  }
}

/** Civil dates as the printer writes them. */
const dayText = (day: string, language: string) =>
  language === 'zh'
    ? new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00Z`))
    : day

/** One label as it will be printed. */
export function LabelPreview({ label, address, template, mark }: LabelPreviewProps) {
  const { t, i18n } = useTranslation()
  const unit = useUnit()
  const [ready, setReady] = useState(false)
  useEffect(() => {
    void document.fonts.ready.then(() => setReady(true))
  }, [])
  const colon = t('print.colon')
  const row = (word: string, value: string | undefined) => (value ? [`${t(word)}${colon}${value}`] : [])
  const rows = [
    ...row('label.producer', label.producer.name),
    ...row('label.contact', label.producer.contact),
    ...row('label.batchDate', dayText(label.batchDate, i18n.language)),
    ...row('label.quantity', label.quantity && `${label.quantity.amount} ${unit(label.quantity.unit)}`),
    ...row('label.circulatedOn', label.circulatedOn && dayText(label.circulatedOn, i18n.language)),
    ...row('label.buyer', label.buyer),
  ]
  const size = labelSizes[template]
  const said = {
    product: label.product,
    rows,
    code: groupCode(label.code),
    band: mark && `${mark}${i18n.language === 'zh' ? '' : ` ${t('certificate.title')}`}`,
  }
  const { lines, qr, band } = layoutLabel(template, said, measureWith())
  const share = (part: number, of: number) => `${(part / of) * 100}%`
  return (
    <figure className="label-preview" aria-label={t('label.preview')}>
      <div
        className="label-face"
        style={{ aspectRatio: `${size.width} / ${size.height}`, maxWidth: `${size.width * 5}px` }}
      >
        <svg
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="img"
          aria-label={[label.product, ...rows, label.code].join(' ')}
          data-ready={ready}
        >
          {band && <rect {...band} fill="#000" />}
          {lines.map((l) => (
            <text
              key={`${l.y} ${l.text}`}
              x={l.x}
              y={l.y}
              fontSize={l.size}
              fontWeight={l.bold ? 700 : 400}
              textAnchor={l.centred ? 'middle' : 'start'}
              fill={l.white ? '#fff' : '#000'}
            >
              {l.text}
            </text>
          ))}
        </svg>
        <div
          className="label-qr"
          aria-hidden
          style={{
            left: share(qr.x, size.width),
            top: share(qr.y, size.height),
            width: share(qr.side, size.width),
          }}
        >
          <QRCode
            value={address}
            type="svg"
            bordered={false}
            bgColor="transparent"
            color="#000"
            marginSize={4}
            style={{ width: '100%', height: 'auto' }}
          />
        </div>
      </div>
      <figcaption className="ui-help">{t('label.preview_size', { width: size.width, height: size.height })}</figcaption>
    </figure>
  )
}
