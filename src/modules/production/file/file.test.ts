import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../../test/app.ts'
import { agencyOf, refusal } from '../../../../test/market.ts'
import { makeFarm } from '../../../../test/production/farm.ts'
import { photo } from '../../../industries/fields.ts'
import { queryString } from '../../../platform/endpoint.ts'
import { newId } from '../../../platform/id.ts'
import { hidePersonal } from '../record/personal.ts'
import { recordProduction } from '../record/schema.ts'
import { fileLimits } from './rules.ts'
import * as api from './schema.ts'

let t: TestApp
let farm: Awaited<ReturnType<typeof makeFarm>>
let mine: Awaited<ReturnType<typeof makeFarm>>
beforeAll(async () => {
  t = await testApp()
  farm = await makeFarm(t)
  mine = await makeFarm(t, { sectors: ['explosives'] })
})
afterAll(() => t.close())

type Caller = { headers: Record<string, string> }
const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('示例照片')])
async function send(by: Caller, { fileId = newId(), bytes = picture }: { fileId?: string; bytes?: Buffer } = {}) {
  const res = await t.app.inject({
    method: 'POST',
    url: api.addRecordFile.path + queryString({ fileId, name: '示例 照片.jpg' }),
    headers: { ...by.headers, 'content-type': 'image/jpeg' },
    payload: bytes,
  })
  return { status: res.statusCode, body: res.json() as { fileId: string; size: number; reason?: string }, fileId }
}
const open = (by: Caller, { recordId, fileId, partyId }: { recordId: string; fileId: string; partyId: string }) =>
  t.app.inject({
    url: api.recordFile.path.replace(':recordId', recordId).replace(':fileId', fileId) + queryString({ partyId }),
    headers: by.headers,
  })
const weeding = (photo: string, by = farm) =>
  by.call(recordProduction, {
    ...{ profile: 'crop', event: 'field_work' },
    fields: { plot: by.plot1, work: 'weeding', done_on: '2026-05-30', photo },
  })

test('a photo goes up once, whatever its form becomes, and is opened by who may see its record', async () => {
  const { fileId, ...sent } = await send(farm.call)
  expect(sent).toMatchObject({ status: 200, body: { size: picture.length } })
  expect((await send(farm.call, { fileId })).body).toEqual(sent.body)
  const other = Buffer.concat([picture, Buffer.from('别的')])
  expect(refusal(await send(farm.call, { fileId, bytes: other }))).toBe('409 command.id_reused')
  const { recordId } = ok(await weeding(fileId))
  const of = { recordId, fileId, partyId: farm.partyId }
  const county = agencyOf(t, ['460204'])
  for (const by of [farm.call, county]) {
    const shown = await open(by, of)
    expect(shown.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' })
    expect(shown.rawPayload.equals(picture)).toBe(true)
  }
  expect((await open(agencyOf(t, ['460203']), of)).statusCode).toBe(404)
  expect((await open(mine.call, of)).statusCode).toBe(404)
})

test('what is no picture, empty or too large is refused in words, and no record names what is not there', async () => {
  expect(refusal(await send(farm.call, { bytes: Buffer.from('<svg/>') }))).toBe('400 document.type_not_taken')
  expect(refusal(await send(farm.call, { bytes: Buffer.alloc(0) }))).toBe('400 document.empty')
  const large = Buffer.concat([picture, Buffer.alloc(fileLimits.bytes)])
  expect(refusal(await send(farm.call, { bytes: large }))).toBe('413 document.too_large')
  expect(refusal(await weeding(newId()))).toBe('404 file.not_found')
  // another party's photo is none of one's own
  const { fileId } = await send(mine.call)
  expect(refusal(await weeding(fileId))).toBe('404 file.not_found')
})

test('a record opens its own files only', async () => {
  const [{ fileId }, { fileId: loose }] = [await send(farm.call), await send(farm.call)]
  const { recordId } = ok(await weeding(fileId.toUpperCase()))
  expect((await open(farm.call, { recordId, fileId, partyId: farm.partyId })).statusCode).toBe(200)
  expect((await open(farm.call, { recordId, fileId: loose, partyId: farm.partyId })).statusCode).toBe(404)
})

test('a copy of an identity paper is personal: opened by who may unmask, and the journal says so', async () => {
  const { fileId } = await send(farm.call)
  const { recordId } = ok(await weeding(fileId))
  const { partyId } = farm
  // a field of a profile that is personal keeps its file so
  const copy = { ...photo, personal: true } as const
  const { sealed } = hidePersonal(t.deps.sealer, { partyId, recordId }, [copy], { photo: fileId })
  const hide = `update production.record set fields = fields - 'photo', personal_sealed = $2 where record_id = $1`
  await t.owner.query(hide, [recordId, sealed])
  const county = agencyOf(t, ['460204'])
  const blind = t.as({ ...county.actor, permissions: ['production:read'] })
  expect((await open(blind, { recordId, fileId, partyId })).statusCode).toBe(404)
  expect((await open(county, { recordId, fileId, partyId })).statusCode).toBe(200)
  const { rows } = await t.owner.query(
    `select data from platform.journal where kind = 'person.unmasked' and data->>'fileId' = $1`,
    [fileId],
  )
  expect(rows).toHaveLength(1)
})
