import { divisionsOf, putParty } from '../src/modules/identity/index.ts'
import { recordProduction } from '../src/modules/production/record/schema.ts'
import { putOperator } from '../src/modules/registry/operator/queries.ts'
import { newId } from '../src/platform/id.ts'
import { type Call, ok, type TestApp } from './app.ts'

/** An operator of special equipment in force. */
export async function makeEquipmentOperator(t: TestApp, name: string, divisionId = '460204') {
  const partyId = newId()
  const now = t.deps.clock()
  const sectors = ['special_equipment' as const]
  const areas = (await divisionsOf(t.db, [divisionId])).get(divisionId)!.path
  const facts = { name, form: 'enterprise' as const, role: 'both' as const, sectors, divisionId }
  const row = { partyId, state: 'approved' as const, stateReason: null, subjectCode: null, registeredAt: now, facts }
  await t.db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, divisionId, sectors, now })
    await putOperator(tx, row, areas, now)
  })
  return { partyId, name, call: t.as({ partyId, sectors }) }
}

/** Records an event of a lift, or of another kind of asset. */
export const writeAsset = (call: Call, event: string, fields: Record<string, unknown>, profile = 'lift') =>
  call(recordProduction, { profile, event, fields })

let serial = 0
/** A lift by four parties: made, installed and inspected, used, maintained; the maker types its code in small letters. */
export async function makeLift(t: TestApp) {
  const code = `SL-TEST-${++serial}`
  const [maker, body, user, keeper] = await Promise.all([
    makeEquipmentOperator(t, '示例电梯厂'),
    makeEquipmentOperator(t, '示例检验所', '460100'),
    makeEquipmentOperator(t, '示例物业'),
    makeEquipmentOperator(t, '示例维保公司'),
  ])
  const made = { made_on: '2024-01-10', certificate_no: 'HG1', type_test_no: 'XS1', model: 'SL-8' }
  ok(await writeAsset(maker!.call, 'manufacture', { code: code.toLowerCase(), product_no: 'P-1', ...made }))
  ok(await writeAsset(body!.call, 'supervise', { code, report_no: 'J1', inspected_on: '2024-03-15', result: 'pass' }))
  ok(await writeAsset(user!.call, 'start_use', { code, started_on: '2024-04-01' }))
  const registered = { registration_no: '示例1', registered_on: '2024-04-10', mark_displayed: true }
  ok(await writeAsset(user!.call, 'register', { code, ...registered }))
  const worker = { worker: '示例甲某', worker_certificate: 'T1', user_confirmed: true }
  ok(await writeAsset(keeper!.call, 'maintain', { code, type: 'half_month', maintained_on: '2024-04-14', ...worker }))
  return { code, maker: maker!, body: body!, user: user!, keeper: keeper! }
}
