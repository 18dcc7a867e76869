import { expect, it } from 'vitest'
import type { TraceLink, TraceNode } from '../../../modules/trace/walk/schema.ts'
import { chainOf } from './chain.ts'
import { positionsOf, type Unit } from './positions.ts'

const node = (partyId?: string): TraceNode => ({
  holdingId: crypto.randomUUID(),
  sight: partyId ? 'named' : 'bare',
  kind: 'batch',
  unit: 'kg',
  basis: 'own',
  regime: 'governed',
  beganAt: '2026-01-01T00:00:00Z',
  ...(partyId ? { partyId } : {}),
})
const link = (from: number, to: number): TraceLink => ({
  from,
  to,
  eventId: `${from}-${to}`,
  step: 'shipping',
  unit: 'kg',
  eventTime: '2026-01-01T00:00:00Z',
  basis: 'own',
})
const sanya: Unit = { id: '460200', name: '三亚市', centre: [109.5, 18.2] }
const chengmai: Unit = { id: '469023', name: '澄迈县', centre: [110, 19.7] }

it('places goods at the county of the holder, a district in its city; who is not shown has no place', () => {
  const chain = chainOf({
    nodes: [node('farm'), node('packer'), node('shop'), node(), node('elsewhere')],
    links: [link(0, 1), link(1, 2), link(0, 2), link(2, 3), link(2, 4)],
  })
  const parties = [
    { partyId: 'farm', name: '甲', countyId: '460205' },
    { partyId: 'packer', name: '乙', countyId: '460202' },
    { partyId: 'shop', name: '丙', countyId: '469023' },
    { partyId: 'elsewhere', name: '丁', countyId: '440100' },
  ]
  const { spots, flows, without } = positionsOf({ parties }, chain, [sanya, chengmai])
  expect(spots).toEqual([
    { unit: sanya, nodes: [0, 1] },
    { unit: chengmai, nodes: [2] },
  ])
  // inside one city nothing moves on the map
  expect(flows).toEqual([{ from: sanya, to: chengmai, links: [1, 2] }])
  expect(without).toEqual([3, 4])
})
