import { recordProduction } from '../../../src/modules/production/record/schema.ts'
import * as act from '../acts.ts'
import type { Agencies } from '../agencies.ts'
import { licence, role } from '../licences.ts'
import type { Operators } from '../operators.ts'
import type { Person } from '../people.ts'
import { refused } from '../refused.ts'

const LIFT = 'SL-EXAMPLE-0001'
const CYLINDER = 'QP-EXAMPLE-0001'
const OLD_CYLINDER = 'QP-EXAMPLE-0002'

/**
 * A lift recorded by four parties, its inspection overdue, so that it may not run again; a cylinder that is filled and
 * soon to be inspected, and one that was filled, delivered, taken back, failed its inspection and is scrapped.
 */
export async function equipment(o: Operators, a: Agencies) {
  await qualify(o, a)
  await Promise.all([lift(o), cylinder(o.gasfiller), scrapped(o.gasfiller, o.liftbody)])
  return { lift: LIFT, cylinder: CYLINDER, scrapped: OLD_CYLINDER }
}

async function qualify(o: Operators, a: Agencies): Promise<void> {
  await role(o.liftmaker, 'lift', 'maker')
  await role(o.liftuser, 'lift', 'user')
  await role(o.liftkeeper, 'lift', 'installer')
  await role(o.liftkeeper, 'lift', 'maintainer')
  await licence(o.liftkeeper, a, 'yazhou', 'lift_installation')
  await licence(o.liftkeeper, a, 'yazhou', 'lift_maintenance')
  await role(o.liftbody, 'lift', 'inspection_body')
  await role(o.liftbody, 'gas_cylinder', 'inspection_station')
  await licence(o.liftbody, a, 'meilan', 'inspection')
  await role(o.gasfiller, 'gas_cylinder', 'filler')
  await licence(o.gasfiller, a, 'yazhou', 'cylinder_filling')
}

async function lift({ liftmaker, liftbody, liftuser, liftkeeper }: Operators) {
  const of = (p: Person, event: string, fields: Record<string, unknown>) =>
    act.record(p, 'lift', event, { code: LIFT, ...fields })
  await of(liftmaker, 'manufacture', {
    product_no: '示例产品1',
    made_on: act.day(460),
    model: '示例型',
    certificate_no: '示例合格证1',
    type_test_no: '示例证明1',
  })
  await of(liftkeeper, 'install', {
    installed_on: act.day(410),
    accepted_on: act.day(405),
    place: { name: '示例小区1号楼' },
    licence_no: '示例许可1',
    self_inspected: true,
  })
  await of(liftbody, 'supervise', { report_no: '示例报告1', inspected_on: act.day(400), result: 'pass' })
  await of(liftkeeper, 'handover', { handed_on: act.day(398), documents: '全部技术资料' })
  await of(liftuser, 'start_use', { started_on: act.day(395) })
  await of(liftuser, 'register', {
    registration_no: '示例登记1',
    registered_on: act.day(390),
    mark_displayed: true,
  })
  await of(liftuser, 'self_check', { checked_on: act.day(45), items_checked: '示例检查项目', result: 'pass' })
  // before the inspection, in the month of the first use a year later, fell due
  await of(liftkeeper, 'maintain', {
    type: 'half_month',
    maintained_on: act.day(38),
    worker: '示例维保员',
    worker_certificate: '示例证1',
    user_confirmed: true,
  })
  await refused(of(liftuser, 'resume_use', { resumed_on: act.day(1) }), 'R-LIFT-INSP')
}

type Cylinder = { code: string; cylinder_no: string; ago: number; inspect_by: string }
const recorder =
  (p: Person, code: string) => (event: string, ago: number, hour: number, fields: Record<string, unknown>) =>
    p.call(recordProduction, {
      profile: 'gas_cylinder',
      event,
      happenedAt: act.at(ago, hour),
      fields: { code, ...fields },
    })
const medium = '液化石油气'
const sound = { colour_right: true, residual: true, undamaged: true, unmodified: true, inspector: '示例检查员' }

/** A cylinder with its file at the filling station. */
async function onFile(filler: Person, { code, cylinder_no, ago, inspect_by }: Cylinder) {
  const of = recorder(filler, code)
  await of('manufacture', ago, 8, {
    cylinder_no,
    maker_name: '示例气瓶厂',
    maker_licence: '示例许可2',
    medium,
    household_lpg: true,
    made_on: act.day(ago),
    life_ends_on: act.day(-1500),
    inspect_by,
  })
  await of('own', ago - 10, 9, { title: 'own', owned_on: act.day(ago - 10), mark_fixed: true })
  await of('register', ago - 11, 9, { registration_no: `示例登记${code}`, registered_on: act.day(ago - 11) })
  return of
}

/** Checked, filled, checked again and out of the gate, on one day. */
async function filled(of: ReturnType<typeof recorder>, ago: number) {
  await of('check_before', ago, 8, { decision: 'allow', medium, ...sound, checked_on: act.day(ago) })
  await of('fill', ago, 9, { filled_at: act.at(ago, 9), medium, filled_kg: '14.5', worker: '示例充装员' })
  await of('check_after', ago, 10, {
    ...{ tight: true, overfilled: false, checked_on: act.day(ago), inspector: '示例检查员' },
  })
  await of('out', ago, 11, { out_on: act.day(ago), vehicle: '琼A示例3', driver: '示例驾驶员' })
}

async function cylinder(filler: Person) {
  await filled(await onFile(filler, { code: CYLINDER, cylinder_no: '示例瓶1', ago: 1400, inspect_by: act.day(-20) }), 3)
}

async function scrapped(filler: Person, station: Person) {
  const of = await onFile(filler, { code: OLD_CYLINDER, cylinder_no: '示例瓶2', ago: 1450, inspect_by: act.day(2) })
  await filled(of, 30)
  const user = { user_name: '示例用户' }
  await of('deliver', 30, 15, { delivered_on: act.day(30), ...user, safety_checked: true })
  await of('receive', 6, 10, { received_on: act.day(6), ...user, condition: '瓶体锈蚀' })
  await recorder(station, OLD_CYLINDER)('inspect', 4, 10, {
    ...{ inspected_on: act.day(4), result: 'scrap', scrap_reason: '壁厚减薄(示例)' },
    items: [{ item: 'appearance', item_result: 'fail' }],
  })
  const check = { decision: 'allow', medium, ...sound, checked_on: act.day(3) }
  await refused(of('check_before', 3, 8, check), 'R-CYL-FILL')
  await of('scrap', 2, 9, { scrapped_on: act.day(2), function_removed: true, registration_cancelled: true })
}
