import { issuePermit } from '../../src/modules/control/permit/schema.ts'
import { recordStep } from '../../src/modules/production/step/schema.ts'
import { dispatchGoods, receiveGoods } from '../../src/modules/trade/schema.ts'
import { newId } from '../../src/platform/id.ts'
import { type Call, ok, type TestApp } from '../app.ts'
import { makeTrader, type Trader } from '../market.ts'

export const PROFILE = 'explosives'
export const DAY = '2026-06-01'
export const VARIETY = '示例电子雷管'
const product = { name: VARIETY, spec: '', classCode: 'S60101', unit: 'round' as never }
const places = ['示例市仓库', '示例镇', '示例矿山']

/** An operator of hazardous goods with a role in the chain of explosives. All of it is invented. */
export async function makeUnit(t: TestApp, role: 'maker' | 'dealer' | 'blaster' | 'carrier', divisionId = '460204') {
  const name = `示例${role}单位${newId().slice(-4)}`
  const unit = await makeTrader(t, { name, sector: 'hazardous', divisionId, form: 'enterprise', product })
  await t.owner.query(
    `insert into registry.party_role (party_id, profile, role, from_date, set_by, set_at)
     values ($1, $2, $3, '2026-01-01', $1, now())`,
    [unit.partyId, PROFILE, role],
  )
  return unit
}

/** An agency of the police that is set up for a place, so that it is found and told. */
export async function makePolice(t: TestApp, divisionId: string, department = 'public_security') {
  const sectors = ['hazardous']
  const call = t.as({ kind: 'agency', divisions: [divisionId], sectors })
  await t.owner.query(
    `insert into identity.agency (party_id, kind, level, name, department, divisions, sectors, created_at)
     values ($1, 'supervision', 'county', $2, $3, array[$4], $5, now())`,
    [call.actor.partyId, `示例${department}`, department, divisionId, sectors],
  )
  await t.owner.query(
    `insert into identity.party (party_id, kind, name, division_id, sectors, created_at) values ($1, 'agency', $2, $3, $4, now())`,
    [call.actor.partyId, `示例${department}`, divisionId, sectors],
  )
  return call
}

let numbers = 0
export type PermitOver = Partial<Parameters<typeof permitInput>[1]>
const permitInput = (holder: Trader, over: Record<string, unknown>) => ({
  ...{ partyId: holder.partyId, profile: PROFILE, kind: 'purchase', number: `示例购${++numbers}` },
  ...{ lines: [{ variety: VARIETY, quantity: '200', unit: 'round' }], validFrom: '2026-05-01', validTo: '2026-06-30' },
  ...over,
})

/** A permit as the police issues it. */
export const permit = async (police: Call, holder: Trader, over: Record<string, unknown> = {}) =>
  ok(await police(issuePermit, permitInput(holder, over) as never))

export const roadPermit = (police: Call, holder: Trader, over: Record<string, unknown> = {}) =>
  permit(police, holder, { kind: 'transport', route: places, ...over })

/** A dealer sells to a blasting unit by its purchase permit. */
export const sell = (
  from: Trader,
  to: Trader,
  holdingId: string,
  quantity: string,
  number: string,
  over: object = {},
) =>
  from.call(dispatchGoods, {
    ...{ holdingId, quantity, buyerId: to.partyId, profile: PROFILE, event: 'sale' },
    fields: {
      ...{ sold_on: DAY, variety: VARIETY, buyer_paper: 'purchase_permit', permit_no: number, paper_checked: true },
      ...{ handler: '示例经办', handler_checked: true, payment: 'transfer', transfer_no: 'Z1', ...over },
    },
  })

/** Sold by permit and received: the goods in the blasting unit's store. */
export async function deliver(police: Call, dealer: Trader, blaster: Trader, quantity: string) {
  const stock = await dealer.buyIn(quantity)
  const { number } = await permit(police, blaster, { lines: [{ variety: VARIETY, quantity, unit: 'round' }] })
  const { transferId } = ok(await sell(dealer, blaster, stock.holdingId, quantity, number))
  const fields = { received_on: DAY, accepted: true, permit_no: '示例运0', endorsed: true, receiver: '示例验收' }
  return ok(
    await blaster.call(receiveGoods, { sellerId: dealer.partyId, transferId, profile: PROFILE, fields } as never),
  ).batch
}

/** A step of the explosives profile on one holding. */
export const step = (
  who: Trader,
  event: string,
  holdingId: string,
  fields: object,
  more: { quantity?: string; happenedAt?: string } = {},
) =>
  who.call(recordStep, {
    ...{
      profile: PROFILE,
      event,
      inputs: [{ holdingId, ...(more.quantity ? { quantity: more.quantity } : {}) }],
      fields,
    },
    ...(more.happenedAt ? { happenedAt: more.happenedAt } : {}),
  } as never)

export const rounds = (quantity: string) => ({ quantity, unit: 'round' })

export const transport = (who: Trader, holdingId: string, quantity: string, number: string, over: object = {}) =>
  step(
    who,
    'transport',
    holdingId,
    {
      ...{ permit_no: number, variety: VARIETY, permit_carried: true, started_at: `${DAY}T08:00:00+08:00` },
      ...{ origin: places[0], destination: places[2], stops: [{ stop: places[1], guarded: true }] },
      ...{
        nobody_in_hold: true,
        signs_shown: true,
        vehicle: '琼A00000',
        driver: '示例驾驶',
        escort: '示例押运',
        ...over,
      },
    },
    { quantity },
  )
