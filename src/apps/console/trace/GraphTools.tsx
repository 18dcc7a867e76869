import {
  AimOutlined,
  CompressOutlined,
  MinusOutlined,
  NodeCollapseOutlined,
  NodeExpandOutlined,
  PlusOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { mostDrawn } from './useDrawing.ts'
import type { Rect, Viewport } from './viewport.ts'

type GraphToolsProps = {
  viewport: () => Viewport | undefined
  shown: number
  all: number
  startRect: () => Rect | undefined
  onAll: () => void
  onLess: () => void
}

/** Zoom, fit, the way back to the traced goods, and how much of the chain is drawn. */
export function GraphTools({ viewport, shown, all, startRect, onAll, onLess }: GraphToolsProps) {
  const { t } = useTranslation()
  const button = (word: string, icon: React.ReactNode, run: () => void) => (
    <Button size="small" aria-label={t(word)} title={t(word)} icon={icon} onClick={run} />
  )
  const toStart = () => {
    const at = startRect()
    const view = viewport()
    if (!at || !view) return
    if (view.view.k < 0.7) view.zoomBy(0.9 / view.view.k)
    view.show(at)
  }
  return (
    <div className="tg-tools no-print">
      <span className="tg-count" role="status">
        {t('trace_graph.shown', { shown, all })}
      </span>
      {shown < all && all <= mostDrawn && button('trace_graph.all', <NodeExpandOutlined />, onAll)}
      {shown === all && all > 150 && button('trace_graph.less', <NodeCollapseOutlined />, onLess)}
      {button('trace_graph.to_start', <AimOutlined />, toStart)}
      {button('trace_graph.fit', <CompressOutlined />, () => viewport()?.fit(viewport()!.content))}
      {button('trace_graph.smaller', <MinusOutlined />, () => viewport()?.zoomBy(1 / 1.3))}
      {button('trace_graph.larger', <PlusOutlined />, () => viewport()?.zoomBy(1.3))}
    </div>
  )
}
