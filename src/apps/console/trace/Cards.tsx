import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Drawing } from './drawing.ts'
import type { Fold } from './fold.ts'
import type { Lit } from './path.ts'
import type { Detail } from './useStage.ts'
import type { NodeText, NodeTexts } from './useTexts.ts'

type CardsProps = {
  drawing: Drawing
  items: readonly number[]
  texts: NodeTexts
  detail: Detail
  selected: number | undefined
  /** The one that the tab key comes to. */
  first: number
  lit: Lit | undefined
}

/** The cards in and near the window. Plain elements: a click is heard by the graph, not by each of them. */
export function Cards({ drawing, items, texts, detail, selected, first, lit }: CardsProps) {
  const { placed, nodes, folds } = drawing
  return items.map((i) => {
    const item = drawing.items[i]!
    const place = { x: placed.x[i]!, y: placed.y[i]! - item.height / 2 }
    const node = nodes[i]
    if (node === undefined)
      return <FoldCard key={item.id} {...place} number={i - nodes.length} fold={folds[i - nodes.length]!} />
    return (
      <Card
        key={item.id}
        {...place}
        node={node}
        text={texts(node)}
        detail={detail}
        selected={node === selected}
        reachable={node === first}
        lit={lit?.nodes.has(node) === true}
      />
    )
  })
}

type CardProps = {
  x: number
  y: number
  node: number
  text: NodeText
  detail: Detail
  selected: boolean
  reachable: boolean
  lit: boolean
}

const Card = memo(({ x, y, node, text, detail, selected, reachable, lit }: CardProps) => {
  const { t } = useTranslation()
  const stop = text.held || text.problems.length > 0
  const classes = ['tg-card', `tg-${stop ? 'stop' : text.kind}`]
  if (selected) classes.push('tg-selected')
  if (lit) classes.push('tg-on')
  if (text.start) classes.push('tg-start')
  return (
    <button
      type="button"
      className={classes.join(' ')}
      style={{ left: x, top: y }}
      data-node={node}
      tabIndex={reachable ? 0 : -1}
      aria-current={selected || undefined}
      {...(detail !== 'near' ? { 'aria-label': `${text.product} ${text.quantity} ${text.holder}` } : {})}
    >
      {detail === 'far' && !text.quantityHidden && <span className="tg-from-afar">{text.quantity}</span>}
      {detail === 'near' && (
        <>
          {text.start && <span className="tg-badge">{t('trace_graph.start')}</span>}
          <b>{text.product}</b>
          <span className={text.quantityHidden ? 'tg-quantity tg-hidden' : 'tg-quantity'}>{text.quantity}</span>
          <span className={text.holderHidden ? 'tg-line tg-hidden' : 'tg-line'}>{text.holder}</span>
          <span className="tg-line tg-quiet">
            {text.when} · {text.basis}
          </span>
          <span className="tg-states">
            <Mark kind={text.kind} word={text.standingText} />
            {text.held && <Mark kind="stop" word={t('trace_view.held')} />}
            {text.problems[0] && <Mark kind="stop" word={problemText(t, text.problems)} />}
            {text.more && <Mark kind="wait" word={t('trace_graph.beyond')} />}
          </span>
        </>
      )}
    </button>
  )
})

const problemText = (t: TFunction, problems: readonly string[]) =>
  problems.length === 1
    ? problems[0]!
    : `${problems[0]} ${t('trace_graph.more_problems', { count: problems.length - 1 })}`

/** A state as sign and word; the signs are shapes of their own, so that colour is not needed to tell them. */
const signs = { good: '●', info: '→', plain: '○', wait: '◆', stop: '▲' } as const
function Mark({ kind, word }: { kind: keyof typeof signs; word: string }) {
  return (
    <span className={`tg-mark tg-mark-${kind}`}>
      <i aria-hidden>{signs[kind]}</i>
      {word}
    </span>
  )
}

const FoldCard = memo(({ x, y, number, fold }: { x: number; y: number; number: number; fold: Fold }) => {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className={fold.problems ? 'tg-fold tg-fold-stop' : 'tg-fold'}
      style={{ left: x, top: y }}
      data-fold={number}
    >
      <b>
        <i aria-hidden>+</i>
        {t(fold.way === 'back' ? 'trace_graph.fold_back' : 'trace_graph.fold', { count: fold.hidden.length })}
      </b>
      {fold.problems > 0 && <small>{t('trace_graph.fold_problems', { count: fold.problems })}</small>}
    </button>
  )
})
