import { describe, expect, it } from 'vitest'
import { chainOf } from './chain.ts'
import { draw, linesOf, rectOf, within } from './drawing.ts'
import { close, firstShown } from './fold.ts'
import { actionOf } from './keys.ts'
import { madeTrace } from './measure/madeTrace.ts'
import { pathOf } from './path.ts'
import { expand, holds } from './viewport.ts'

const chain = chainOf(madeTrace(1))
const all = new Set(chain.nodes.keys())
const whole = draw(chain, all)
const start = chain.starts[0]!
const everything = { left: 0, top: 0, right: whole.placed.width, bottom: whole.placed.height }

describe('the window', () => {
  it('a chain of 991 nodes and 1,190 links has nothing folded when all of it is drawn', () => {
    expect([chain.nodes.length, chain.links.length, whole.folds.length]).toEqual([991, 1190, 0])
    expect(within(whole, everything)).toHaveLength(991)
  })

  it('holds exactly the cards whose edges reach into it', () => {
    const middle = whole.placed.height / 2
    const window = { left: 300, top: middle - 500, right: 1_500, bottom: middle + 400 }
    const touches = whole.items.flatMap((_, i) => {
      const r = rectOf(whole, i)
      return r.right >= window.left && r.left <= window.right && r.bottom >= window.top && r.top <= window.bottom
        ? [i]
        : []
    })
    expect(touches.length).toBeGreaterThan(3)
    expect(within(whole, window).sort((a, b) => a - b)).toEqual(touches)
  })

  it('draws the lit path apart, and only what crosses the window', () => {
    const lit = pathOf(chain, 0)
    const count = (path: string) => path.split('M').length - 1
    const lines = linesOf(whole, everything, lit)
    expect(count(lines.lit)).toBe(lit.links.size)
    expect(count(lines.plain) + count(lines.lit)).toBe(1190)
    const few = linesOf(whole, { left: 0, top: 0, right: 400, bottom: 600 }, lit)
    expect(count(few.plain) + count(few.lit)).toBeLessThan(60)
  })

  it('is enlarged on every side by a share of itself', () => {
    const seen = { left: 0, top: 0, right: 100, bottom: 50 }
    expect(expand(seen, 0.5)).toEqual({ left: -50, top: -25, right: 150, bottom: 75 })
    expect(holds(expand(seen, 0.5), seen)).toBe(true)
    expect(holds(seen, expand(seen, 0.5))).toBe(false)
  })
})

describe('keys', () => {
  const ask = (key: string, selected: number | undefined, d = whole) => actionOf(key, chain, d, selected)
  it('arrows walk along links and within the column; the first one chooses the traced goods', () => {
    expect(ask('ArrowRight', undefined)).toEqual({ does: 'select', node: start })
    const right = ask('ArrowRight', start)
    const to = right?.does === 'select' ? right.node : -1
    expect(chain.links.some((l) => l.from === start && l.to === to)).toBe(true)
    expect(ask('ArrowLeft', to)).toEqual({ does: 'select', node: start })
    const below = ask('ArrowDown', to)
    const sibling = below?.does === 'select' ? below.node : -1
    expect(whole.placed.x[whole.itemOf.get(sibling)!]).toBe(whole.placed.x[whole.itemOf.get(to)!])
    expect(ask('ArrowUp', sibling)).toEqual({ does: 'select', node: to })
    // a farm has nothing before it
    expect(ask('ArrowLeft', 0)).toBeUndefined()
  })

  it('plus opens the nearest fold, minus folds what goes on from here', () => {
    const folded = draw(chain, close(chain, firstShown(chain), start, 'forward'))
    expect(ask('+', start, folded)).toMatchObject({ does: 'unfold', fold: { at: start, way: 'forward' } })
    expect(ask('-', start)).toEqual({ does: 'fold', at: start, way: 'forward' })
    expect(ask('+', start)).toBeUndefined()
  })

  it('Enter opens what is chosen; other keys are not taken', () => {
    expect(ask('Enter', 5)).toEqual({ does: 'open', node: 5 })
    expect(ask('Enter', undefined)).toBeUndefined()
    expect(ask('t', 5)).toBeUndefined()
  })
})
