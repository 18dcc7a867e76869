import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Chain, Way } from './chain.ts'
import { type Drawing, draw, rectOf } from './drawing.ts'
import { close, firstShown, open, reveal } from './fold.ts'
import type { Viewport } from './viewport.ts'

/** Up to here a chain may be drawn whole; a larger one is opened part by part. */
export const mostDrawn = 2_000

/**
 * What of the chain is drawn, and where. Opening and closing keeps the node it was asked at where it stands on the
 * screen, and the order of everything that was there.
 */
export function useDrawing(chain: Chain, viewport: { current: Viewport | undefined }, whole = false) {
  const all = useCallback(() => new Set(chain.nodes.keys()) as ReadonlySet<number>, [chain])
  const [shown, setShown] = useState<ReadonlySet<number>>(() => (whole ? all() : firstShown(chain)))
  const before = useRef<Drawing>(undefined)
  const anchor = useRef<{ id: string; x: number; y: number }>(undefined)
  const drawing = useMemo(() => draw(chain, shown, before.current), [chain, shown])

  useLayoutEffect(() => {
    before.current = drawing
    const view = viewport.current
    const held = anchor.current
    if (!view) return
    view.content = { left: 0, top: 0, right: drawing.placed.width, bottom: drawing.placed.height }
    anchor.current = undefined
    const i = held ? drawing.items.findIndex((item) => item.id === held.id) : -1
    if (!held || i < 0) return
    const { x, y, k } = view.view
    view.set({ k, x: x + (held.x - drawing.placed.x[i]!) * k, y: y + (held.y - drawing.placed.y[i]!) * k })
  }, [drawing, viewport])

  const change = (at: number, next: (shown: ReadonlySet<number>) => ReadonlySet<number>) => {
    const i = drawing.itemOf.get(at)
    if (i !== undefined) anchor.current = { id: drawing.items[i]!.id, x: drawing.placed.x[i]!, y: drawing.placed.y[i]! }
    setShown(next)
  }
  return {
    shown,
    drawing,
    open: (at: number, way: Way) => change(at, (s) => open(chain, s, at, way)),
    close: (at: number, way: Way) => change(at, (s) => close(chain, s, at, way)),
    reveal: (node: number) => setShown((s) => reveal(chain, s, node)),
    openAll: (at: number) => change(at, all),
    closeAll: (at: number) => {
      before.current = undefined
      change(at, () => firstShown(chain))
    },
    rectOfNode: (node: number) => {
      const i = drawing.itemOf.get(node)
      return i === undefined ? undefined : rectOf(drawing, i)
    },
  }
}
