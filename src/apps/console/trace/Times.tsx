import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Drawing } from './drawing.ts'
import type { Detail } from './useStage.ts'

type TimesProps = { drawing: Drawing; detail: Detail; ref: Ref<HTMLDivElement> }

/** The days above the columns, from afar only of the first and the last; moves sideways with the drawing. */
export function Times({ drawing, detail, ref }: TimesProps) {
  const { i18n } = useTranslation()
  const day = new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', { month: 'short', day: 'numeric' })
  return (
    <div ref={ref} className="tg-times-layer">
      {drawing.placed.columns.map((column, i) => {
        const { from, to } = drawing.spans[i]!
        if (!from || (detail === 'tiny' && i > 0 && i < drawing.spans.length - 1)) return null
        const [a, b] = [day.format(new Date(from)), day.format(new Date(to))]
        return (
          <span
            key={column.x}
            className={detail === 'tiny' ? 'tg-times-end' : undefined}
            style={{ left: `calc(var(--k) * ${column.x}px)`, width: `calc(var(--k) * ${column.width}px)` }}
          >
            {a === b ? a : `${a} – ${b}`}
          </span>
        )
      })}
    </div>
  )
}
