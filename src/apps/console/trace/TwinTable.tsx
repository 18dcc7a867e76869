import { Button, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../modules/trace/walk/schema.ts'
import { type Column, DataList } from '../../../ui/DataList.tsx'
import { State } from '../../../ui/State.tsx'
import { Code, whenText } from '../../../ui/values.tsx'
import type { Chain } from './chain.ts'
import { linkNumbers, type Order, orders, sortedNodes } from './rows.ts'
import { identifierText, movedText, stepText } from './text.ts'
import type { NodeTexts } from './useTexts.ts'

type TwinTableProps = {
  trace: Trace
  chain: Chain
  texts: NodeTexts
  order: Order
  onOrder: (order: Order) => void
  onShow: (node: number) => void
}
const page = 100

/** Our code of it, or what it is called elsewhere. */
const codeOf = ({ code, identifier }: Trace['nodes'][number]) =>
  code === undefined && identifier !== undefined ? identifierText(identifier) : <Code value={code} />

/** The same nodes and links as rows: all of them, folded or not. */
export function TwinTable({ trace, chain, texts, order, onOrder, onShow }: TwinTableProps) {
  const { t } = useTranslation()
  const [what, setWhat] = useState<'nodes' | 'links'>('nodes')
  const [rows, setRows] = useState(page)
  const sorted = useMemo(() => sortedNodes(chain, texts, order), [chain, texts, order])
  const all = what === 'nodes' ? sorted.length : chain.links.length
  const change = (next: () => void) => {
    next()
    setRows(page)
  }
  return (
    <div>
      <div className="trace-table-head no-print">
        <Segmented
          aria-label={t('trace_table.what')}
          value={what}
          options={[
            { value: 'nodes', label: t('trace_table.nodes', { count: trace.nodes.length }) },
            { value: 'links', label: t('trace_table.links', { count: trace.links.length }) },
          ]}
          onChange={(v) => change(() => setWhat(v as typeof what))}
        />
        {what === 'nodes' && (
          <Select
            aria-label={t('ui.sort')}
            value={order}
            options={orders.map((value) => ({ value, label: t(`trace_table.sort.${value}`) }))}
            onChange={(v) => change(() => onOrder(v))}
            popupMatchSelectWidth={false}
          />
        )}
      </div>
      {what === 'nodes' ? (
        <NodeRows {...{ chain, texts, onShow }} rows={sorted.slice(0, rows)} />
      ) : (
        <LinkRows {...{ chain, texts, onShow }} rows={[...chain.links.keys()].slice(0, rows)} />
      )}
      <div className="ui-list-foot" role="status">
        {t(rows < all ? 'ui.shown' : 'ui.shown_all', { count: Math.min(rows, all) })}
        {rows < all && <Button onClick={() => setRows(rows + page)}>{t('ui.more', { count: page })}</Button>}
      </div>
    </div>
  )
}

type RowsProps = { chain: Chain; texts: NodeTexts; rows: readonly number[]; onShow: (node: number) => void }

function NodeRows({ chain, texts, rows, onShow }: RowsProps) {
  const { t, i18n } = useTranslation()
  const columns: Column<number>[] = [
    {
      key: 'product',
      title: t('trace.field.product'),
      render: (n) => (
        <Button type="link" className="trace-open" onClick={() => onShow(n)}>
          {n + 1}. {texts(n).product}
        </Button>
      ),
    },
    {
      key: 'state',
      title: t('trace_table.state'),
      phone: 'state',
      render: (n) =>
        chain.nodes[n]!.held ? (
          <State kind="stop">{t('trace_view.held')}</State>
        ) : (
          <State kind={texts(n).kind}>{texts(n).standingText}</State>
        ),
    },
    { key: 'quantity', title: t('trace.field.quantity'), numeric: true, render: (n) => texts(n).quantity },
    { key: 'holder', title: t('trace.field.holder'), render: (n) => texts(n).holder },
    { key: 'code', title: t('trace.field.code'), render: (n) => codeOf(chain.nodes[n]!), width: 150 },
    { key: 'when', title: t('trace_panel.since'), render: (n) => whenText(chain.nodes[n]!.beganAt, i18n.language) },
    { key: 'basis', title: t('trace.field.basis'), render: (n) => texts(n).basis },
    {
      key: 'problems',
      title: t('trace.field.problems'),
      render: (n) =>
        texts(n).problems.length ? <span className="trace-bad-cell">{texts(n).problems.join(t('ui.comma'))}</span> : '',
    },
    { key: 'from', title: t('trace_table.sources'), render: (n) => linkNumbers(chain, n, 'back') },
    { key: 'to', title: t('trace_table.onward'), render: (n) => linkNumbers(chain, n, 'forward') },
  ]
  return (
    <DataList
      label={t('trace_table.nodes', { count: chain.nodes.length })}
      rows={rows}
      columns={columns}
      rowKey={(n) => chain.nodes[n]!.holdingId}
    />
  )
}

function LinkRows({ chain, texts, rows, onShow }: RowsProps) {
  const { t, i18n } = useTranslation()
  const end = (n: number) => (
    <Button type="link" className="trace-open" onClick={() => onShow(n)}>
      {n + 1}. {texts(n).product}
    </Button>
  )
  const columns: Column<number>[] = [
    { key: 'from', title: t('trace_table.from'), render: (l) => end(chain.links[l]!.from) },
    {
      key: 'step',
      title: t('trace.field.step'),
      phone: 'state',
      render: (l) => stepText(t, (key) => i18n.exists(key), chain.links[l]!.step),
    },
    {
      key: 'quantity',
      title: t('trace.field.quantity'),
      numeric: true,
      render: (l) => movedText(chain.links[l]!, i18n.language),
    },
    { key: 'to', title: t('trace_table.to'), render: (l) => end(chain.links[l]!.to) },
    { key: 'holder', title: t('trace.field.holder'), render: (l) => texts(chain.links[l]!.to).holder },
    { key: 'when', title: t('trace.field.time'), render: (l) => whenText(chain.links[l]!.eventTime, i18n.language) },
    { key: 'basis', title: t('trace.field.basis'), render: (l) => t(`trace.basis.${chain.links[l]!.basis}`) },
  ]
  return (
    <DataList
      label={t('trace_table.links', { count: chain.links.length })}
      rows={rows}
      columns={columns}
      rowKey={(l) => `${chain.links[l]!.eventId} ${l}`}
    />
  )
}
