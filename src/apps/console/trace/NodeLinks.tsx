import { useTranslation } from 'react-i18next'
import type { Chain } from './chain.ts'
import { movedText, stepText } from './text.ts'
import type { NodeTexts } from './useTexts.ts'

type NodeLinksProps = { chain: Chain; texts: NodeTexts; selected: number; onSelect: (node: number) => void }
const most = 20

/** One step back and one step forward, as a list: each leads to the panel of that holding. */
export function NodeLinks(p: NodeLinksProps) {
  return (
    <>
      <Side {...p} way="ins" word="trace_panel.sources" />
      <Side {...p} way="outs" word="trace_panel.onward" />
    </>
  )
}

function Side({ chain, texts, selected, onSelect, way, word }: NodeLinksProps & { way: 'ins' | 'outs'; word: string }) {
  const { t, i18n } = useTranslation()
  const links = chain[way][selected]!
  if (!links.length) return null
  const exists = (key: string) => i18n.exists(key)
  return (
    <section>
      <h3>{t(word)}</h3>
      <ul>
        {links.slice(0, most).map((l) => {
          const link = chain.links[l]!
          const far = way === 'ins' ? link.from : link.to
          const text = texts(far)
          return (
            <li key={l}>
              <button type="button" className="trace-node-link" onClick={() => onSelect(far)}>
                {text.holder}
                <small>
                  {[
                    stepText(t, exists, link.step),
                    link.basis === 'inferred' && t('trace.basis.inferred'),
                    movedText(link, i18n.language),
                    text.product,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </button>
            </li>
          )
        })}
        {links.length > most && <li className="ui-quiet">{t('trace_graph.fold', { count: links.length - most })}</li>}
      </ul>
    </section>
  )
}
