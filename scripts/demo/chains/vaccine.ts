import { bindDevice, registerDevice, sendReadings } from '../../../src/modules/device/schema.ts'
import { refuseTransfer } from '../../../src/modules/trade/transfer/schema.ts'
import * as act from '../acts.ts'
import { role } from '../licences.ts'
import type { Operators } from '../operators.ts'
import { refused } from '../refused.ts'

const LABEL = { store_min_c: '2', store_max_c: '8' }
const NAME = '示例灭活疫苗'
/** Days ago on which both boxes travel, and from when to when. */
const [DAY, FROM, TO] = [2, 8, 10]

/**
 * Two boxes of vaccine on the road, each with a logger: the one whose record is whole is taken in, the one whose logger
 * fell silent for more than half an hour is refused, reported and sent back.
 */
export async function vaccine({ drugmaker, cdc }: Operators, origin: string) {
  await role(drugmaker, 'vaccine', 'holder')
  await role(cdc, 'vaccine', 'cdc')
  const product = await act.product(drugmaker, NAME, 'S30201', 'box')
  const about = { ago: 12, outputs: [{ productId: product, quantity: '100' }] }
  const [lot] = await act.step(drugmaker, 'vaccine', 'activate', {
    ...{ ...about, hour: 9 },
    fields: {
      ...{ generic_name: NAME, approval_no: '国药准字S00000000', dosage_form: '注射剂', strength: '0.5毫升' },
      ...{ pack_spec: '1支/盒', lot: '示例苗1', made_on: act.day(12), expires_on: act.day(-600) },
      ...{ holder: drugmaker.organisation, maker: drugmaker.organisation, ...LABEL },
    },
  })
  const released = { lot_release_no: '示例批签发1', released_on: act.day(8) }
  await act.step(drugmaker, 'vaccine', 'lot_release', {
    ...{ inputs: [{ holdingId: lot!.holdingId }], ago: 8 },
    fields: { ...released, body: '示例检定机构', imported: false },
  })
  const { lot_release_no } = released
  const form = {
    event: 'receive',
    fields: {
      ...{ departed_at: act.at(DAY, FROM), received_at: act.at(DAY, TO), lot_release_no, ...LABEL },
      record_complete: true,
    },
  }
  /** On the road with a logger that told the temperature at these minutes. */
  const onTheRoad = async (n: number, minutes: readonly number[]) => {
    const sold = { sold_on: act.day(DAY), lot_release_no, certificate_copy_given: true }
    const sent = await act.send(drugmaker, lot!, '20', cdc, DAY, FROM, { event: 'sale', fields: sold })
    const logger = await drugmaker.call(registerDevice, {
      ...{ name: `示例冷藏箱温度计${n}`, serialNo: `示例-${n}`, kind: 'temperature' },
    })
    const { deviceId } = logger
    await drugmaker.call(bindDevice, { deviceId, holdingIds: [sent.goods.holdingId], from: act.at(DAY, FROM) })
    const from = Date.parse(act.at(DAY, FROM))
    const readings = minutes.map((m) => ({ at: new Date(from + m * 60_000).toISOString(), celsius: '4.8' }))
    const res = await fetch(origin + sendReadings.path, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${deviceId}:${logger.secret}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ readings }),
    })
    if (!res.ok) throw new Error(`readings: ${res.status} ${await res.text()}`)
    return sent
  }
  const whole = await act.accept(cdc, await onTheRoad(1, [0, 20, 40, 60, 80, 100, 120]), DAY, TO, { form })
  const silent = await onTheRoad(2, [0, 20, 80, 100, 120])
  await refused(act.accept(cdc, silent, DAY, TO, { form }), 'R-VAC-TEMP')
  await cdc.call(refuseTransfer, {
    ...{ sellerId: silent.sellerId, transferId: silent.transferId, eventTime: act.at(DAY, TO) },
    reason: '示例:温度记录中断,不能提供全过程温度记录',
  })
  await act.record(cdc, 'vaccine', 'refuse', {
    ...{ supplier_name: drugmaker.organisation, vaccine: NAME, lot: '示例苗1', reason: 'no_record' },
    ...{ reported_at: act.at(DAY, 11), told_drug_authority: true, told_health_authority: true },
  })
  return { whole, silent: silent.goods }
}
