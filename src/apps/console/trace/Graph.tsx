import { type FocusEvent, type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Cards } from './Cards.tsx'
import type { Chain } from './chain.ts'
import { linesOf, rectOf, within } from './drawing.ts'
import type { Fold } from './fold.ts'
import { GraphTools } from './GraphTools.tsx'
import { actionOf } from './keys.ts'
import { Labels } from './Labels.tsx'
import type { Lit } from './path.ts'
import { Times } from './Times.tsx'
import { useDrawing } from './useDrawing.ts'
import { useStage } from './useStage.ts'
import type { NodeTexts } from './useTexts.ts'
import type { Viewport } from './viewport.ts'
import './graph.css'

type GraphProps = {
  chain: Chain
  texts: NodeTexts
  selected: number | undefined
  lit: Lit | undefined
  onSelect: (node: number | undefined) => void
  /** Enter, or a touch on a card. */
  onOpen: (node: number) => void
  /** Draw everything at once: for measuring. */
  whole?: boolean
}

/** At first nothing is drawn smaller than this. */
const readable = 0.85

/** The chain, left to right by time. Only what is in and near the window is in the page; panning draws nothing anew. */
export function Graph({ chain, texts, selected, lit, onSelect, onOpen, whole = false }: GraphProps) {
  const { t } = useTranslation()
  const viewport = useRef<Viewport>(undefined)
  const d = useDrawing(chain, viewport, whole)
  const { drawing } = d
  const { box, layer, times, win, detail } = useStage({
    viewport,
    settle: (view) => {
      view.content = { left: 0, top: 0, right: drawing.placed.width, bottom: drawing.placed.height }
      view.fit(view.content, readable)
      const at = d.rectOfNode(selected ?? chain.starts[0] ?? 0)
      // too large to be read whole: the traced goods in the middle, and as much around them as there is room for
      if (at && view.view.k === readable) view.centre(at)
    },
    resized: (view) => {
      const at = selected === undefined ? undefined : d.rectOfNode(selected)
      if (at) view.show(at, false)
    },
  })

  // a node chosen elsewhere (keyboard, table, address) comes into sight, and the keyboard goes with it
  const focusNext = useRef(false)
  const { reveal, rectOfNode } = d
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing brings the place of what was revealed
  useEffect(() => {
    if (selected === undefined) return
    if (!drawing.itemOf.has(selected)) return reveal(selected)
    viewport.current?.show(rectOfNode(selected)!)
  }, [selected, drawing])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the window brings the card
  useEffect(() => {
    if (!focusNext.current || selected === undefined) return
    const found = layer.current!.querySelector<HTMLElement>(`[data-node="${selected}"]`)
    if (!found) return
    focusNext.current = false
    found.focus({ preventScroll: true })
  }, [selected, win, drawing])

  // the fold that was touched is gone: the keyboard goes on at its node
  const acted = useRef<number>(undefined)
  const unfold = ({ at, way }: Fold) => {
    acted.current = at
    d.open(at, way)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks after each drawing
  useEffect(() => {
    if (acted.current === undefined || document.activeElement !== document.body) return
    layer.current!.querySelector<HTMLElement>(`[data-node="${acted.current}"]`)?.focus({ preventScroll: true })
  }, [drawing])

  const onClick = (e: MouseEvent) => {
    const target = (e.target as Element).closest<HTMLElement>('[data-node],[data-fold]')
    if (!target) return
    const fold = drawing.folds[Number(target.dataset['fold'] ?? -1)]
    if (fold) return unfold(fold)
    onOpen(Number(target.dataset['node']))
  }
  const onKey = (e: KeyboardEvent) => {
    const { target } = e
    if (e.ctrlKey || e.metaKey || e.altKey || (target as Element).closest('.tg-tools')) return
    // Enter on a fold is its own button's
    if (e.key === 'Enter' && (target as HTMLElement).dataset['fold'] !== undefined) return
    const action = actionOf(e.key, chain, drawing, selected)
    if (!action) return
    e.preventDefault()
    if (action.does === 'select') {
      focusNext.current = true
      onSelect(action.node)
    } else if (action.does === 'unfold') unfold(action.fold)
    else if (action.does === 'fold') d.close(action.at, action.way)
    else if (action.does === 'fit') viewport.current!.fit(viewport.current!.content)
    else if (action.does === 'leave') onSelect(undefined)
    else onOpen(action.node)
  }

  // whoever comes by the tab key sees where they are; a touch on a card moves nothing under the finger
  const onFocus = (e: FocusEvent) => {
    const { node, fold } = (e.target as HTMLElement).dataset
    if (!(e.target as Element).matches(':focus-visible')) return
    const i = fold ? drawing.nodes.length + Number(fold) : node ? drawing.itemOf.get(Number(node)) : undefined
    if (i !== undefined) viewport.current?.show(rectOf(drawing, i), false)
  }

  const inWindow = within(drawing, win)
  // what has the keyboard stays in the page wherever it is: leaving it would lose the keys
  const kept = [selected, acted.current]
    .flatMap((n) => (n === undefined ? [] : (drawing.itemOf.get(n) ?? [])))
    .filter((i) => !inWindow.includes(i))
  const items = [...inWindow, ...new Set(kept)]
  const lines = linesOf(drawing, win, lit)
  const first = selected ?? chain.starts[0] ?? 0
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with its own keys, not a set of fields
    <div
      ref={box}
      className={lit ? 'tg tg-chosen' : 'tg'}
      role="group"
      aria-label={t('trace_graph.label', { shown: drawing.nodes.length, all: chain.nodes.length })}
      onClick={onClick}
      onKeyDown={onKey}
      onFocus={onFocus}
    >
      <div className="tg-times">
        <Times drawing={drawing} detail={detail} ref={times} />
      </div>
      <div className={`tg-layer tg-${detail}`} ref={layer}>
        <div className="tg-scaled">
          <svg className="tg-lines" aria-hidden>
            <path className="tg-plain" d={lines.plain} />
            <path className="tg-folded" d={lines.folded} />
            <path className="tg-lit" d={lines.lit} />
            {detail === 'near' && <Labels chain={chain} drawing={drawing} items={items} />}
          </svg>
          <Cards
            drawing={drawing}
            items={items}
            texts={texts}
            detail={detail}
            selected={selected}
            first={first}
            lit={lit}
          />
        </div>
      </div>
      <p className="tg-keys no-print">{t('trace_graph.keys')}</p>
      <GraphTools
        viewport={() => viewport.current}
        shown={drawing.nodes.length}
        all={chain.nodes.length}
        startRect={() => {
          const i = drawing.itemOf.get(chain.starts[0] ?? 0)
          return i === undefined ? undefined : rectOf(drawing, i)
        }}
        onAll={() => d.openAll(first)}
        onLess={() => d.closeAll(chain.starts[0] ?? 0)}
      />
    </div>
  )
}
