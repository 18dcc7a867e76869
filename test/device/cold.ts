import { registerDevice } from '../../src/modules/device/schema.ts'
import { recordStep } from '../../src/modules/production/step/schema.ts'
import { dispatchGoods, receiveGoods } from '../../src/modules/trade/schema.ts'
import { ok, type TestApp } from '../app.ts'
import { makeTrader, type Trader } from '../market.ts'

/** Clock of the test world: 16:00 in China. */
export const now = '2026-06-01T08:00:00.000Z'
/** So many minutes before the clock of the test world. */
export const ago = (minutes: number): string => new Date(Date.parse(now) - minutes * 60_000).toISOString()

export type Logger = { deviceId: string; secret: string }
const LABEL = { store_min_c: '2', store_max_c: '8' }
let serial = 0

export async function makeLogger(who: Trader, name = '示例温度计'): Promise<Logger> {
  return ok(await who.call(registerDevice, { name, serialNo: `SL-${++serial}`, kind: 'temperature' }))
}

/** A reading every so many minutes, from … to … minutes ago. */
export const every = (
  minutes: number,
  from: number,
  to: number,
  celsius: (at: number) => number | string = () => '5.0',
): { at: string; celsius: number | string }[] =>
  Array.from({ length: Math.floor((from - to) / minutes) + 1 }, (_, i) => from - i * minutes).map((m) => ({
    at: ago(m),
    celsius: celsius(m),
  }))

/** What a logger sends by HTTP. */
export async function send(t: TestApp, logger: Logger, readings: unknown) {
  const res = await t.app.inject({
    method: 'POST',
    url: '/api/device-readings',
    headers: { authorization: `Basic ${Buffer.from(`${logger.deviceId}:${logger.secret}`).toString('base64')}` },
    payload: { readings } as object,
  })
  return { status: res.statusCode, body: res.json() as Record<string, unknown> & { reason?: string } }
}

/** A maker of vaccines and a centre for disease control, with vaccines to send. */
export async function makeVaccines(t: TestApp) {
  const product = { name: '示例灭活疫苗', spec: '1支/盒', classCode: 'S30201', unit: 'box' as const }
  const maker = await makeTrader(t, { sector: 'drug', product, form: 'enterprise' })
  const cdc = await makeTrader(t, { sector: 'drug', product, form: 'enterprise' })
  const step = async (event: string, more: object) =>
    ok(await maker.call(recordStep, { profile: 'vaccine', event, fields: {}, ...more }))
  const { batches } = await step('activate', {
    outputs: [{ productId: maker.productId, quantity: '1000' }],
    happenedAt: ago(3000),
    fields: {
      ...{ generic_name: '示例灭活疫苗', approval_no: '国药准字S00000001', dosage_form: '注射剂', strength: '0.5ml' },
      ...{ pack_spec: '1支/盒', lot: 'V1', made_on: '2026-05-30', expires_on: '2028-04-30' },
      ...{ holder: '示例生物', maker: '示例生物', ...LABEL },
    },
  })
  const lot = batches[0]!.holdingId
  await step('lot_release', {
    inputs: [{ holdingId: lot }],
    happenedAt: ago(2000),
    fields: { lot_release_no: 'P1', released_on: '2026-05-31', body: '示例检定院', imported: false },
  })
  const dispatch = async (minutesAgo: number) =>
    ok(
      await maker.call(dispatchGoods, {
        ...{ holdingId: lot, quantity: '10', buyerId: cdc.partyId, eventTime: ago(minutesAgo) },
        ...{ profile: 'vaccine', event: 'sale' },
        fields: { sold_on: '2026-06-01', lot_release_no: 'P1', certificate_copy_given: true },
      }),
    )
  const receive = (sent: { transferId: string }, from: number, to: number) =>
    cdc.call(receiveGoods, {
      ...{ sellerId: maker.partyId, transferId: sent.transferId, eventTime: ago(to) },
      ...{ profile: 'vaccine', event: 'receive' },
      fields: { departed_at: ago(from), received_at: ago(to), lot_release_no: 'P1', ...LABEL, record_complete: true },
    })
  return { maker, cdc, lot, dispatch, receive }
}
