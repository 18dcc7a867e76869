import { proposeOverlay } from '../../src/modules/catalogue/overlay/schema.ts'
import { addTracedClass } from '../../src/modules/catalogue/traced/schema.ts'
import { hidePersonal } from '../../src/modules/production/record/personal.ts'
import { fileLicence } from '../../src/modules/registry/licence/schema.ts'
import { newId } from '../../src/platform/id.ts'
import { type Call, ok } from '../app.ts'
import { recordsOf } from './records.ts'
import type { World } from './world.ts'

/** A new licence of `world.operator` that waits for the county. */
export async function licenceOf({ operator }: World) {
  const number = crypto.randomUUID()
  const filed = { kind: 'animal_health', number, issuer: '示例局' }
  const { partyId, licenceId } = ok(await operator.owner(fileLicence, filed))
  return { partyId, licenceId }
}

/** A task that a rule opened for `world.operator`. */
export async function taskOf({ t, operator }: World) {
  const taskId = newId()
  await t.owner.query(
    `insert into production.task (party_id, task_id, profile, sector, record_id, rule, text_zh, text_en, source, opened_at)
     values ($1, $2, 'crop', 'crop', $2, 'R-X', '示例', 'example', '示例', now())`,
    [operator.partyId, taskId],
  )
  return taskId
}

/** A record of `world.operator` that names a person. */
export async function personalRecordOf(world: World) {
  const { partyId } = world.operator
  const { recordId } = await recordsOf(world)
  const names = { zh: '负责人', en: 'leader' }
  const field = { key: 'leader', type: 'text', names, required: false, source: 'design', personal: true } as const
  const { sealed } = hidePersonal(world.t.deps.sealer, { partyId, recordId }, [field], { leader: '示例' })
  await world.t.owner.query('update production.record set personal_sealed = $1 where record_id = $2', [
    sealed,
    recordId,
  ])
  return { partyId, recordId, reason: '核查' }
}

const decision = { decisionNo: '示例〔2026〕1号', reason: '示例' }

/** What the town's own agencies may put into the catalogue. */
export const tracedClass = ({ operator: { divisionId } }: World) => ({
  ...{ classCode: '0103S01', profile: 'crop', divisionId, validFrom: '2030-01-01' },
  ...decision,
})

export async function tracedOf(world: World) {
  const { entryId } = ok(await world.county.administrator(addTracedClass, tracedClass(world)))
  return { entryId, validTo: '2031-01-01', decisionNo: decision.decisionNo }
}

/** What the province asks for beyond the profile. */
export const overlay = () => ({
  ...{ profile: 'crop', divisionId: '460000', validFrom: '2030-01-01', ...decision },
  changes: [
    { event: 'retail_sale', require: [{ key: 'stall', required: true as const, source: decision.decisionNo }] },
  ],
})

export const overlayOf = async (by: Call) => ({ overlayId: ok(await by(proposeOverlay, overlay())).overlayId })
