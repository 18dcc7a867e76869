import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { getHolding } from '../../../modules/trace/schema.ts'
import type { Trace, TraceNode } from '../../../modules/trace/walk/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { State } from '../../../ui/State.tsx'
import { Code, whenText } from '../../../ui/values.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { batchAddress } from '../batch/address.ts'
import { PlaceName } from '../batch/PlaceName.tsx'
import type { Chain } from './chain.ts'
import { NodeDocuments } from './NodeDocuments.tsx'
import { NodeEvents } from './NodeEvents.tsx'
import { NodeLinks } from './NodeLinks.tsx'
import { addressOf } from './question.ts'
import { identifierText } from './text.ts'
import type { NodeTexts } from './useTexts.ts'

type NodePanelProps = {
  trace: Trace
  chain: Chain
  texts: NodeTexts
  selected: number
  detailed: boolean
  waiting: boolean
  onSelect: (node: number) => void
  onClose: () => void
}

/** What is known of one holding: the facts, what is wrong with it, what happened, its papers, where it leads. */
export function NodePanel({ trace, chain, texts, selected, detailed, waiting, onSelect, onClose }: NodePanelProps) {
  const { t } = useTranslation()
  const node = chain.nodes[selected]!
  const text = texts(selected)
  return (
    <div className="trace-panel">
      <div className="trace-panel-head">
        <h2>{text.product}</h2>
        <Button type="text" aria-label={t('ui.close')} icon={<CloseOutlined />} onClick={onClose} />
      </div>
      <p className="trace-links">
        <State kind={text.kind}>{text.standingText}</State>
        {node.held && <State kind="stop">{t('trace_view.held')}</State>}
      </p>
      <Wrong node={node} />
      <NodeFacts node={node} text={text} />
      <Doors node={node} />
      <NodeEvents trace={trace} node={selected} detailed={detailed} waiting={waiting} />
      <NodeDocuments node={node} />
      <NodeLinks {...{ chain, texts, selected, onSelect }} />
    </div>
  )
}

function NodeFacts({ node, text }: { node: TraceNode; text: ReturnType<NodeTexts> }) {
  const { t, i18n } = useTranslation()
  const rows = [
    [t('trace.field.quantity'), text.quantity],
    [t('trace.field.holder'), text.holder],
    [
      t('trace.field.code'),
      (node.code && <Code value={node.code} copy />) ?? (node.identifier && identifierText(node.identifier)),
    ],
    [t('trace_panel.since'), whenText(node.beganAt, i18n.language)],
    [t('trace.field.made_on'), node.madeOn && whenText(node.madeOn, i18n.language)],
    [t('trace_panel.place'), node.place && node.partyId && <PlaceName place={node.place} partyId={node.partyId} />],
    [t('trace_panel.basis'), t(`trace.basis.${node.basis}`)],
  ] as const
  return (
    <dl className="trace-facts-list">
      {rows.map(([label, value]) =>
        value ? (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

/** Holds and problems, each with its reason; and what of this holding the reader is not shown. */
function Wrong({ node }: { node: TraceNode }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      {node.holds?.map((hold) => (
        <p key={hold.holdId} className="trace-bad">
          <strong>
            {t('trace_panel.holds')} {t('trace_panel.hold_since', { time: whenText(hold.placedAt, i18n.language) })}
          </strong>
          {hold.reason ?? t('trace_panel.hold_hidden')}
        </p>
      ))}
      {node.problems?.map((problem) => (
        <p key={problem} className="trace-bad">
          <strong>{t(`trace.problem.${problem}`)}</strong>
          {t(`trace_panel.why.${problem}`)}
        </p>
      ))}
      {node.sight !== 'full' && <p className="ui-quiet">{t(`trace_panel.sight.${node.sight}`)}</p>}
    </>
  )
}

function Doors({ node }: { node: TraceNode }) {
  const { t } = useTranslation()
  const may = useMay()
  const { party } = useSession()
  const { holdingId, partyId } = node
  if (node.sight !== 'full' || !partyId) return null
  return (
    <div className="trace-links">
      {may(getHolding) && (
        <LinkButton size="small" to={batchAddress({ holdingId, partyId }, party?.partyId)}>
          {t('trace_panel.batch')}
        </LinkButton>
      )}
      {!node.start && (
        <LinkButton size="small" to={addressOf('/trace/view', { holdingId, partyId })}>
          {t('trace_panel.trace_this')}
        </LinkButton>
      )}
    </div>
  )
}
