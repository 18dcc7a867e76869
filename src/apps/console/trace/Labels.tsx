import { useTranslation } from 'react-i18next'
import type { Chain } from './chain.ts'
import type { Drawing } from './drawing.ts'
import { movedText, stepText } from './text.ts'

/** What happened on the way into each card: the step, and how much where one link alone brought it. */
export function Labels({ chain, drawing, items }: { chain: Chain; drawing: Drawing; items: readonly number[] }) {
  const { t, i18n } = useTranslation()
  const exists = (key: string) => i18n.exists(key)
  return items.flatMap((i) => {
    const node = drawing.nodes[i]
    if (node === undefined) return []
    const links = chain.ins[node]!.filter((l) => drawing.itemOf.has(chain.links[l]!.from)).map((l) => chain.links[l]!)
    if (!links.length) return []
    const steps = [...new Set(links.map((l) => l.step))].map((s) => stepText(t, exists, s))
    const moved = links.length === 1 ? movedText(links[0]!, i18n.language) : ''
    const [x, y] = [drawing.placed.x[i]! - 10, drawing.placed.y[i]!]
    return (
      <g key={drawing.items[i]!.id} className="tg-label">
        <text x={x} y={y - 7}>
          {steps.join(' · ')}
        </text>
        {moved && (
          <text x={x} y={y + 17}>
            {moved}
          </text>
        )}
      </g>
    )
  })
}
