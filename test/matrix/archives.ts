import { gzipSync } from 'node:zlib'
import { retentionRunner } from '../../src/modules/retention/index.ts'
import { connect } from '../../src/platform/db.ts'
import { recordsOf } from './records.ts'
import type { World } from './world.ts'

/** A run of the county that is going on; one that was there before is at its end. */
export async function retentionRunOf({ t, county }: World) {
  await t.owner.query("update retention.run set state = 'stopped' where party_id = $1", [county.partyId])
  const owner = connect(t.ownerUrl, { max: 1 })
  try {
    const runner = await retentionRunner(t.deps, owner, county.partyId)
    return { runId: (await runner!.start({ what: 'archive', trial: true, reason: '示例' })).runId }
  } finally {
    await owner.destroy()
  }
}

/** A record of `world.operator` that is in the archive. */
export async function archivedRecordOf(world: World) {
  const { partyId } = world.operator
  const { spareId: recordId } = await recordsOf(world)
  const packed = gzipSync(JSON.stringify({ fields: { variety: '示例' }, findings: [] }))
  await world.t.owner.query(
    `with a as (insert into production.record_archive (party_id, record_id, batch_id, kept_until, packed, digest, archived_at)
       values ($1, $2, $2, '2026-01-01', $3, '', now()) on conflict do nothing)
     update production.record set archived_at = now(), fields = '{}' where party_id = $1 and record_id = $2`,
    [partyId, recordId, packed],
  )
  return { partyId, recordId, reason: '示例核查' }
}
