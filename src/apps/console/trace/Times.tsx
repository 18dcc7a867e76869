import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Drawing } from './drawing.ts'

/** The days above the columns; moves sideways with the drawing. */
export function Times({ drawing, ref }: { drawing: Drawing; ref: Ref<HTMLDivElement> }) {
  const { i18n } = useTranslation()
  const day = new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', { month: 'short', day: 'numeric' })
  return (
    <div ref={ref} className="tg-times-layer">
      {drawing.placed.columns.map((column, i) => {
        const { from, to } = drawing.spans[i]!
        if (!from) return null
        const [a, b] = [day.format(new Date(from)), day.format(new Date(to))]
        return (
          <span
            key={column.x}
            style={{ left: `calc(var(--k) * ${column.x}px)`, width: `calc(var(--k) * ${column.width}px)` }}
          >
            {a === b ? a : `${a} – ${b}`}
          </span>
        )
      })}
    </div>
  )
}
