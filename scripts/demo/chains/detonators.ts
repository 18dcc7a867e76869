import { issuePermit } from '../../../src/modules/control/permit/schema.ts'
import { addControlPerson } from '../../../src/modules/control/person/schema.ts'
import * as act from '../acts.ts'
import type { Agencies } from '../agencies.ts'
import { licence, role } from '../licences.ts'
import type { Operators } from '../operators.ts'
import { refused } from '../refused.ts'

const VARIETY = '示例电子雷管'
const NUMBER = { purchase: '示例购买证1', road: '示例运输证1' }
const PLACES = ['示例美兰仓库', '示例屯昌', '示例澄迈矿山']
const PEOPLE = { keeper: '示例保管员', blaster: '示例爆破员' }
/** Thirteen characters as of a maker that does not exist. */
const codes = Array.from({ length: 6 }, (_, i) => `6160105A${String(i + 1).padStart(5, '0')}`)
const rounds = (quantity: string) => ({ quantity, unit: 'round' as const })
const SOLD = 4
const SHIFT = 2

/**
 * A box of detonators from its maker by permit to a blasting unit: into the store, into one blaster's hand for a shift,
 * some fired, the others back. What was refused on the way: a sale for cash, and more than the permit says.
 */
export async function detonators({ expmaker, blastco }: Operators, a: Agencies) {
  await role(expmaker, 'explosives', 'maker')
  await licence(expmaker, a, 'meilan', 'explosives_production')
  await licence(expmaker, a, 'meilan', 'explosives_safety')
  await role(blastco, 'explosives', 'blaster')
  await licence(blastco, a, 'chengmai', 'blasting')
  const product = await act.product(expmaker, VARIETY, 'S60101', 'round')
  const [box] = await act.step(expmaker, 'explosives', 'produce', {
    outputs: [{ productId: product, quantity: '200' }],
    fields: {
      ...{
        kind: 'detonator',
        made_on: act.day(20),
        expires_on: act.day(-700),
        warning_mark: true,
        register_mark: true,
      },
      ...{ coded: true, case_code: '示例箱1' },
    },
    ago: 20,
    hour: 9,
  })
  const permit = {
    ...{ partyId: blastco.partyId, profile: 'explosives', lines: [{ variety: VARIETY, ...rounds('100') }] },
    ...{ validFrom: act.day(10), validTo: act.day(-20) },
  }
  const police = a.reviewer.chengmai
  await police.call(issuePermit, {
    ...{ ...permit, kind: 'purchase', number: NUMBER.purchase, counterpartId: expmaker.partyId },
  })
  // the maker brings them itself
  await police.call(issuePermit, {
    ...{ ...permit, kind: 'transport', number: NUMBER.road, counterpartId: expmaker.partyId, route: PLACES },
  })

  const sale = (over: Record<string, unknown> = {}) => ({
    event: 'sale',
    fields: {
      ...{ sold_on: act.day(SOLD), variety: VARIETY, buyer_paper: 'purchase_permit', permit_no: NUMBER.purchase },
      ...{
        paper_checked: true,
        handler: '示例经办人',
        handler_checked: true,
        payment: 'transfer',
        transfer_no: '示例转账1',
      },
      ...over,
    },
  })
  const sell = (quantity: string, over = {}) => act.send(expmaker, box!, quantity, blastco, SOLD, 8, sale(over))
  await refused(sell('100', { payment: 'cash', transfer_no: undefined }), 'R-EXP-PAY')
  await refused(sell('101'), 'R-EXP-PERMIT')
  const sent = await sell('100')
  await act.step(expmaker, 'explosives', 'transport', {
    inputs: [{ holdingId: sent.goods.holdingId, quantity: '100' }],
    fields: {
      ...{ permit_no: NUMBER.road, variety: VARIETY, permit_carried: true, started_at: act.at(SOLD, 9) },
      ...{
        origin: PLACES[0],
        destination: PLACES[2],
        stops: [{ stop: PLACES[1], guarded: true }],
        nobody_in_hold: true,
      },
      ...{ signs_shown: true, vehicle: '琼A示例4', driver: '示例驾驶员', escort: '示例押运员' },
    },
    ago: SOLD,
    hour: 9,
  })
  const received = { received_on: act.day(SOLD), accepted: true, permit_no: NUMBER.road, endorsed: true }
  const stock = await act.accept(blastco, sent, SOLD, 15, {
    form: { event: 'arrive', fields: { ...received, receiver: '示例验收人' } },
  })

  const person = { profile: 'explosives', validFrom: act.day(300) }
  await blastco.call(addControlPerson, { ...person, role: 'keeper', name: PEOPLE.keeper })
  await blastco.call(addControlPerson, { ...person, role: 'blaster', name: PEOPLE.blaster, licenceNo: '示例爆破证1' })
  const of = (event: string, hour: number, given: string[], fields: Record<string, unknown>, ago = SHIFT) =>
    act.step(blastco, 'explosives', event, {
      inputs: [{ holdingId: stock.holdingId, ...(event === 'use' ? { quantity: String(given.length) } : {}) }],
      fields: { kind: 'detonator', amount: rounds(String(given.length)), codes: given, ...fields },
      ...{ ago, hour },
    })
  const { keeper, blaster } = PEOPLE
  await of('store_in', 16, codes, { registered_on: act.day(SOLD), store: '示例1号库', keeper }, SOLD)
  const [back, ...fired] = [codes.slice(4), ...codes.slice(0, 4)] as [string[], ...string[]]
  await of('issue', 8, codes, {
    ...{ receiver: blaster, receiver_certificate: '示例爆破证1', issuer: keeper, shift_need: rounds('6') },
    ...{ shift_from: act.at(SHIFT, 8), shift_to: act.at(SHIFT, 18) },
  })
  await refused(
    of('issue', 9, codes.slice(0, 1), {
      ...{ receiver: '示例爆破员乙', receiver_certificate: '示例爆破证2', issuer: keeper, shift_need: rounds('1') },
      ...{ shift_from: act.at(SHIFT, 8), shift_to: act.at(SHIFT, 18) },
    }),
    'R-EXP-ONECODE',
  )
  await of('use', 15, fired, {
    ...{ used_at: act.at(SHIFT, 15), site: { name: PLACES[2] }, blaster, safety_officer: '示例安全员', guarded: true },
    ...{ unexploded_checked: true, electronic: false },
  })
  await of('return', 17, back, { returned_at: act.at(SHIFT, 17), returner: blaster, keeper })
  return { box: box!, stock, codes, fired }
}
