import { recordProduction } from '../../../src/modules/production/record/schema.ts'
import * as act from '../acts.ts'
import type { Operators } from '../operators.ts'
import type { Person } from '../people.ts'

const LIFT = 'SL-EXAMPLE-0001'
const CYLINDER = 'QP-EXAMPLE-0001'

/** A lift recorded by four parties, its inspection overdue, and a cylinder that is filled and soon to be inspected. */
export async function equipment(o: Operators): Promise<void> {
  await Promise.all([lift(o), cylinder(o.gasfiller)])
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
}

async function cylinder(filler: Person) {
  const of = (event: string, ago: number, hour: number, fields: Record<string, unknown>) =>
    filler.call(recordProduction, {
      profile: 'gas_cylinder',
      event,
      happenedAt: act.at(ago, hour),
      fields: { code: CYLINDER, ...fields },
    })
  const medium = '液化石油气'
  await of('manufacture', 1400, 8, {
    cylinder_no: '示例瓶1',
    maker_name: '示例气瓶厂',
    maker_licence: '示例许可2',
    medium,
    household_lpg: true,
    made_on: act.day(1400),
    life_ends_on: act.day(-1500),
    inspect_by: act.day(-20),
  })
  await of('own', 1390, 9, { title: 'own', owned_on: act.day(1390), mark_fixed: true })
  await of('register', 1389, 9, { registration_no: '示例登记2', registered_on: act.day(1389) })
  const sound = { colour_right: true, residual: true, undamaged: true, unmodified: true, inspector: '示例检查员' }
  await of('check_before', 3, 8, { decision: 'allow', medium, ...sound, checked_on: act.day(3) })
  await of('fill', 3, 9, { filled_at: act.at(3, 9), medium, filled_kg: '14.5', worker: '示例充装员' })
  await of('check_after', 3, 10, { tight: true, overfilled: false, checked_on: act.day(3), inspector: '示例检查员' })
  await of('out', 3, 11, { out_on: act.day(3), vehicle: '琼A示例3', driver: '示例驾驶员' })
}
