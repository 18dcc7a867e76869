import '@fontsource-variable/noto-sans-sc'
import { useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import type { Trace } from '../../../../modules/trace/walk/schema.ts'
import { light } from '../../../../ui/tokens.ts'
import '../../../../ui/ui.css'
import { startWords, withLateWords } from '../../app/i18n.ts'
import { setVariables } from '../../app/theme.ts'
import { chainOf } from '../chain.ts'
import { Graph } from '../Graph.tsx'
import { pathOf } from '../path.ts'
import { useTexts } from '../useTexts.ts'
import { madeTrace } from './madeTrace.ts'

/*
 * For `npm run bench -- trace-graph-1000` only; no page of the console imports it. The graph of the product, and beside
 * it the plainest things of the same data: a list of rows, a sheet of cards that are moved by a transform.
 */

/** As the page does it: chain, texts, path of what is chosen. */
function OurGraph({ trace, whole }: { trace: Trace; whole: boolean }) {
  const chain = useMemo(() => chainOf(trace), [trace])
  const texts = useTexts(trace, chain, false)
  const [selected, setSelected] = useState<number>()
  const lit = useMemo(() => (selected === undefined ? undefined : pathOf(chain, selected)), [chain, selected])
  return (
    <div style={{ height: 640 }}>
      <Graph {...{ chain, texts, selected, lit, whole }} onSelect={setSelected} onOpen={setSelected} />
    </div>
  )
}

function Rows({ trace }: { trace: Trace }) {
  const names = new Map(trace.parties.map((p) => [p.partyId, p.name]))
  return (
    <ul>
      {trace.nodes.map((n) => (
        <li key={n.holdingId}>
          <b>{n.productName}</b> <span>{n.quantity} kg</span> <span>{names.get(n.partyId!)}</span>{' '}
          <span>{n.beganAt.slice(0, 10)}</span> <span>{n.basis}</span>
        </li>
      ))}
    </ul>
  )
}

/** As many plain cards as there are nodes, all of them in the page, under one transform that the pointer moves. */
function Sheet({ trace }: { trace: Trace }) {
  const names = new Map(trace.parties.map((p) => [p.partyId, p.name]))
  const side = Math.ceil(Math.sqrt(trace.nodes.length))
  return (
    <div
      style={{ height: 640, position: 'relative', overflow: 'hidden' }}
      onPointerMove={(e) => {
        if (!e.buttons) return
        const layer = e.currentTarget.firstElementChild as HTMLElement
        const [x, y] = [Number(layer.dataset['x'] ?? 0) + e.movementX, Number(layer.dataset['y'] ?? 0) + e.movementY]
        layer.dataset['x'] = String(x)
        layer.dataset['y'] = String(y)
        layer.style.transform = `translate(${x}px, ${y}px)`
      }}
    >
      <div style={{ position: 'absolute', willChange: 'transform' }}>
        {trace.nodes.map((n, i) => (
          <div
            key={n.holdingId}
            style={{
              position: 'absolute',
              left: (i % side) * 344,
              top: Math.floor(i / side) * 156,
              width: 232,
              height: 136,
              border: `1px solid ${light.line}`,
              background: light.paper,
            }}
          >
            <b>{n.productName}</b>
            <p>{n.quantity} kg</p>
            <p>{names.get(n.partyId!)}</p>
            <p>{n.beganAt.slice(0, 10)}</p>
          </div>
        ))}
      </div>
    </div>
  )
}

const parts = {
  graph: (trace: Trace) => <OurGraph trace={trace} whole />,
  folded: (trace: Trace) => <OurGraph trace={trace} whole={false} />,
  list: (trace: Trace) => <Rows trace={trace} />,
  sheet: (trace: Trace) => <Sheet trace={trace} />,
}

let root: Root | undefined
const answers = new Map([1, 10].map((size) => [size, JSON.stringify(madeTrace(size))]))

/** From the text of the answer to the frame after it was drawn, in milliseconds. */
async function show(part: keyof typeof parts, size: number): Promise<number> {
  root?.unmount()
  root = createRoot(document.getElementById('root')!)
  await new Promise((done) => setTimeout(done, 100))
  const began = performance.now()
  const trace = JSON.parse(answers.get(size)!) as Trace
  flushSync(() => root!.render(parts[part](trace)))
  // the frame that shows it: after its style, layout and paint a message comes through
  await new Promise<void>((done) =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => done()
        channel.port2.postMessage(0)
      }),
    ),
  )
  return performance.now() - began
}

/** Times between frames until it is told to stop. */
function frames(): () => number[] {
  const times: number[] = []
  let last = performance.now()
  let going = true
  const step = (now: number) => {
    times.push(now - last)
    last = now
    if (going) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
  return () => {
    going = false
    return times.slice(2)
  }
}

setVariables(false, false, false)
await startWords()
await withLateWords(() => Promise.resolve())()
await document.fonts.ready
Object.assign(window, { show, frames })
