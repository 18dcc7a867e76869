import { Drawer } from 'antd'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../modules/trace/walk/schema.ts'
import { later } from '../../../ui/later.ts'
import { Waiting } from '../../../ui/Waiting.tsx'
import type { Chain } from './chain.ts'
import { Graph } from './Graph.tsx'
import { NodePanel } from './NodePanel.tsx'
import { pathOf } from './path.ts'
import type { Tab } from './question.ts'
import { orders } from './rows.ts'
import { TwinTable } from './TwinTable.tsx'
import { useTexts } from './useTexts.ts'

const MapTab = later(async () => ({ default: (await import('./MapTab.tsx')).MapTab }))

type TraceBodyProps = {
  trace: Trace
  chain: Chain
  tab: Tab
  /** Room for a panel beside the graph; else it comes over it. */
  wide: boolean
  detailed: boolean
  waitingForEvents: boolean
  address: Record<string, string>
  change: (values: Record<string, string | undefined>) => void
  onOpened: () => void
}

/** Graph, table or map of one chain, and beside it what is known of the node that was chosen. */
export function TraceBody(p: TraceBodyProps) {
  const { trace, chain, tab, change } = p
  const { t } = useTranslation()
  const texts = useTexts(trace, chain, p.detailed)
  const named = p.address['node']
  const [selected, setSelected] = useState(() => indexOf(chain, named))
  const [open, setOpen] = useState(selected !== undefined)
  const lit = useMemo(() => (selected === undefined ? undefined : pathOf(chain, selected)), [chain, selected])

  // what is chosen goes into the address when it rests: arrow keys run along a chain faster than addresses change
  const latest = useRef(change)
  latest.current = change
  useEffect(() => {
    const id = selected === undefined ? undefined : chain.nodes[selected]!.holdingId
    if (id === named) return
    const timer = setTimeout(() => latest.current({ node: id }), 250)
    return () => clearTimeout(timer)
  }, [selected, named, chain])

  const { onOpened } = p
  const choose = useCallback(
    (node: number) => {
      setSelected(node)
      setOpen(true)
      onOpened()
    },
    [onOpened],
  )
  const shut = () => setOpen(false)
  const panel = selected !== undefined && (
    <NodePanel
      {...{ trace, chain, texts, selected }}
      detailed={p.detailed}
      waiting={p.waitingForEvents}
      onSelect={choose}
      onClose={shut}
    />
  )
  return (
    <div className={tab === 'table' ? 'trace-body trace-rows' : 'trace-body'}>
      {tab === 'graph' && (
        <Graph
          chain={chain}
          texts={texts}
          selected={selected}
          lit={lit}
          onSelect={(node) => {
            setSelected(node)
            if (node === undefined) setOpen(false)
          }}
          onOpen={choose}
        />
      )}
      {tab === 'table' && (
        <TwinTable
          {...{ trace, chain, texts }}
          order={orders.find((o) => o === p.address['sort']) ?? 'time'}
          onOrder={(order) => change({ sort: order === 'time' ? undefined : order })}
          onShow={(node) => {
            setSelected(node)
            setOpen(p.wide)
            onOpened()
            change({ tab: undefined })
          }}
        />
      )}
      {tab === 'map' && (
        <Suspense fallback={<Waiting rows={6} />}>
          <MapTab {...{ trace, chain, texts, lit }} onOpen={choose} />
        </Suspense>
      )}
      {panel && open && p.wide && <aside aria-label={t('trace_panel.title')}>{panel}</aside>}
      {!p.wide && (
        <Drawer
          open={open && panel !== false}
          onClose={shut}
          placement="bottom"
          size="78%"
          closable={false}
          title={null}
          aria-label={t('trace_panel.title')}
          className="trace-drawer"
        >
          {panel}
        </Drawer>
      )}
    </div>
  )
}

function indexOf(chain: Chain, holdingId: string | undefined): number | undefined {
  const i = holdingId === undefined ? -1 : chain.nodes.findIndex((n) => n.holdingId === holdingId)
  return i < 0 ? undefined : i
}
