import type { Shape } from './schema.ts'

/** Why a shape cannot be drawn, beyond its form: a ring must end where it began (RFC 7946 §3.1.6). */
export function shapeProblem(shape: Shape | undefined): 'shape.ring_open' | undefined {
  if (shape?.type !== 'Polygon') return undefined
  const open = shape.coordinates.some((ring) => {
    const [first, last] = [ring[0], ring.at(-1)]
    return !first || !last || first[0] !== last[0] || first[1] !== last[1]
  })
  return open ? 'shape.ring_open' : undefined
}
