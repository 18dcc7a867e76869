import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../modules/trace/walk/schema.ts'
import type { StateKind } from '../../../ui/State.tsx'
import { whenText } from '../../../ui/values.tsx'
import type { Chain } from './chain.ts'
import { type Standing, standingKind, standingOf, type Touched, touchedOf } from './standing.ts'
import { holderText, partyNamesOf, productText, quantityText } from './text.ts'

/** Everything a card says, in the reader's language. */
export type NodeText = {
  product: string
  quantity: string
  quantityHidden: boolean
  holder: string
  holderHidden: boolean
  when: string
  basis: string
  standing: Standing
  standingText: string
  kind: StateKind
  held: boolean
  problems: readonly string[]
  start: boolean
  more: boolean
}
/** Made for a node when it is first drawn: a chain of 10,000 is never described whole. */
export type NodeTexts = (node: number) => NodeText

/** `detailed`: the events are there, so that it is known what was declared an error. */
export function useTexts(trace: Trace, chain: Chain, detailed: boolean): NodeTexts {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  return useMemo(() => {
    const names = partyNamesOf(trace, language)
    const touched: Touched | undefined = detailed ? touchedOf(trace) : undefined
    const made = new Map<number, NodeText>()
    return (node) => {
      let text = made.get(node)
      if (text) return text
      const n = chain.nodes[node]!
      const standing = standingOf(chain, node, touched, trace.asOf !== undefined)
      text = {
        product: productText(t, n),
        quantity: quantityText(t, n, language),
        quantityHidden: n.quantity === undefined,
        holder: holderText(t, n, names),
        holderHidden: !n.partyId && !n.buyerName,
        when: whenText(n.beganAt, language, false),
        basis: t(`trace_node.basis.${n.basis}`),
        standing,
        standingText: t(`trace_node.${standing}`),
        kind: standingKind[standing],
        held: n.held === true,
        problems: (n.problems ?? []).map((p) => t(`trace.problem.${p}`)),
        start: n.start === true,
        more: n.more === true,
      }
      made.set(node, text)
      return text
    }
  }, [trace, chain, detailed, language, t])
}
