import { declareIdentifier } from '../../src/modules/registry/identifier/schema.ts'
import { findOwnOperator, recordTemporaryOperator } from '../../src/modules/registry/operator/schema.ts'
import { createPlot, createSite } from '../../src/modules/registry/site/schema.ts'
import { ok } from '../app.ts'
import type { Operator, World } from './world.ts'

/** A new site of `world.operator` with a plot, as inputs of what may be done to them. */
export async function placeOf(world: World) {
  const { owner, divisionId } = world.operator
  const site = { name: `示例${crypto.randomUUID()}`, kind: 'base' as const, divisionId }
  const { siteId } = ok(await owner(createSite, site))
  const plot = { siteId, name: '示例一号地', areaMu: '3.5' }
  const { plotId } = ok(await owner(createPlot, plot))
  return { site: { ...site, siteId }, plot: { ...plot, plotId } }
}

/** An operator of the county that nothing else depends on. */
export const spareOperatorOf = async (world: World) => {
  const { partyId } = await world.newOperator(world.operator.divisionId, world.county.administrator)
  return { partyId, reason: '示例' }
}

/** A temporary operator of the county and the one it turned out to be. */
export async function mergerOf(world: World) {
  const { divisionId } = world.operator
  const met = { name: '示例散户', form: 'individual' as const, sectors: ['crop'], divisionId, reason: '示例' }
  const { partyId } = ok(await world.county.administrator(recordTemporaryOperator, met))
  return { partyId, into: world.operator.partyId, reason: '示例' }
}

/** The code on an operator's sign, by which others find it. */
export const subjectCodeOf = async ({ owner }: Operator) => ok(await owner(findOwnOperator, {})).operator!.subjectCode!

/** A new identifier of `world.operator` that waits for the county. */
export async function identifierOf({ operator }: World) {
  const value = `https://example.com/party/${crypto.randomUUID()}`
  const { partyId, claimId } = ok(await operator.owner(declareIdentifier, { kind: 'uri', value }))
  return { partyId, claimId }
}
