import { useLayoutEffect, useRef, useState } from 'react'
import { expand, holds, type Rect, Viewport } from './viewport.ts'

/** How much of a card can be read at a scale: all of it, how much it is of, or only its colour. */
export type Detail = 'near' | 'far' | 'tiny'
const detailAt = (k: number): Detail => (k < 0.12 ? 'tiny' : k < 0.4 ? 'far' : 'near')
const none: Rect = { left: 0, top: 0, right: -1, bottom: -1 }

type StageProps = {
  viewport: { current: Viewport | undefined }
  /** Where it begins to look. */
  settle: (view: Viewport) => void
  /** A panel opens beside it, a phone is turned. */
  resized: (view: Viewport) => void
}

/**
 * The box, the layer that moves in it, and the window: the part of the drawing that is in the page. The window is larger
 * than what is seen, and changes only when panning reaches its edge.
 */
export function useStage({ viewport, settle, resized }: StageProps) {
  const box = useRef<HTMLDivElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const times = useRef<HTMLDivElement>(null)
  const [win, setWin] = useState(none)
  const [detail, setDetail] = useState<Detail>('near')
  const current = useRef({ win, detail, settle, resized })
  current.current = { win, detail, settle, resized }
  useLayoutEffect(() => {
    const view = new Viewport(box.current!, layer.current!, times.current!, () => {
      const { seen } = view
      const now = detailAt(view.view.k)
      if (now !== current.current.detail) setDetail(now)
      const w = current.current.win
      const large = w.right - w.left > 4 * (seen.right - seen.left)
      if (!holds(w, seen) || large) setWin(expand(seen, 0.6))
    })
    viewport.current = view
    const stop = view.start()
    current.current.settle(view)
    view.resized = () => current.current.resized(view)
    setWin(expand(view.seen, 0.6))
    setDetail(detailAt(view.view.k))
    return stop
  }, [viewport])
  return { box, layer, times, win, detail }
}
