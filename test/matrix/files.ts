import { addRecordFile } from '../../src/modules/production/file/schema.ts'
import { recordProduction } from '../../src/modules/production/record/schema.ts'
import { queryString } from '../../src/platform/endpoint.ts'
import { ok } from '../app.ts'
import { placeOf } from './places.ts'
import type { World } from './world.ts'

let made: Promise<{ partyId: string; recordId: string; fileId: string }> | undefined

/** A record of `world.operator` with a photo. */
export function recordFileOf(w: World) {
  made ??= (async () => {
    const { owner } = w.operator
    const fileId = crypto.randomUUID()
    const res = await w.t.app.inject({
      method: 'POST',
      url: addRecordFile.path + queryString({ fileId, name: '示例.pdf' }),
      headers: { cookie: owner.cookie, 'x-csrf-token': owner.session.csrfToken!, 'content-type': 'application/pdf' },
      payload: '%PDF-1.7 示例',
    })
    if (res.statusCode !== 200) throw new Error(res.body)
    const { plotId } = (await placeOf(w)).plot
    const fields = { plot: plotId, work: 'weeding', done_on: '2026-04-02', photo: fileId }
    const { recordId } = ok(await owner(recordProduction, { profile: 'crop', event: 'field_work', fields }))
    return { partyId: w.operator.partyId, recordId, fileId }
  })()
  return made
}
