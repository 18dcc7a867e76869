import type { Trace } from '../../../modules/trace/walk/schema.ts'
import type { Chain } from './chain.ts'
import { partyNamesOf } from './text.ts'

/** A unit of an outline: the code of its division, its name and its centre (longitude, latitude). */
export type Unit = { id: string; name: string; centre: readonly [number, number] }

type Features = { features: readonly { id?: string; properties: { name: string; cp?: readonly [number, number] } }[] }
export const unitsOf = (outline: Features): Unit[] =>
  outline.features.flatMap(({ id, properties: { name, cp } }) => (id && cp ? [{ id, name, centre: cp }] : []))

/** A place of the map with the nodes that are there. */
export type Spot = { unit: Unit; nodes: readonly number[] }
/** Goods went from one place to another: how many times, and by which links. */
export type Flow = { from: Unit; to: Unit; links: readonly number[] }
export type Positions = { spots: readonly Spot[]; flows: readonly Flow[]; without: readonly number[] }

/** Districts of a city lie in the city's outline: 460205 崖州区 in 460200 三亚市. */
const unitOf = (units: ReadonlyMap<string, Unit>, countyId: string): Unit | undefined =>
  units.get(countyId) ?? units.get(`${countyId.slice(0, 4)}00`)

/**
 * Where the goods of each node are, by the county where its holder is registered: that is what a trace says of a place
 * that everybody may see whom the holder's name is shown to. Without a holder in sight there is no place.
 */
export function positionsOf(trace: Pick<Trace, 'parties'>, chain: Chain, list: readonly Unit[]): Positions {
  const units = new Map(list.map((u) => [u.id, u]))
  const counties = new Map(trace.parties.map((p) => [p.partyId, p.countyId]))
  const at = chain.nodes.map(({ partyId }) => {
    const county = partyId === undefined ? undefined : counties.get(partyId)
    return county === undefined ? undefined : unitOf(units, county)
  })
  const spots = new Map<Unit, number[]>()
  const without: number[] = []
  for (const [node, unit] of at.entries()) {
    if (!unit) without.push(node)
    else if (!spots.get(unit)?.push(node)) spots.set(unit, [node])
  }
  const flows = new Map<string, { from: Unit; to: Unit; links: number[] }>()
  for (const [i, link] of chain.links.entries()) {
    const [from, to] = [at[link.from], at[link.to]]
    if (!from || !to || from === to) continue
    const key = `${from.id} ${to.id}`
    const known = flows.get(key)
    if (known) known.links.push(i)
    else flows.set(key, { from, to, links: [i] })
  }
  return { spots: [...spots].map(([unit, nodes]) => ({ unit, nodes })), flows: [...flows.values()], without }
}

/** The holders at a place, each once. */
export function holdersAt(trace: Trace, chain: Chain, nodes: readonly number[], language: string): string[] {
  const names = partyNamesOf(trace, language)
  return [...new Set(nodes.flatMap((n) => names.get(chain.nodes[n]!.partyId ?? '') ?? []))]
}
