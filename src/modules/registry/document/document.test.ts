import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../../test/app.ts'
import { aFacts, creditCode, identityNumber } from '../../../../test/registry.ts'
import { anonymous } from '../../../platform/actor.ts'
import { sha256Of } from '../../../platform/blob.ts'
import { queryString } from '../../../platform/endpoint.ts'
import { newId } from '../../../platform/id.ts'
import { putParty } from '../../identity/index.ts'
import type { Facts } from '../facts/schema.ts'
import * as filing from '../filing/schema.ts'
import { documentLimits } from './rules.ts'
import * as api from './schema.ts'

let t: TestApp
const now = '2026-06-01T08:00:00.000Z'
const sectors = ['crop', 'livestock', 'fishery']
type Caller = ReturnType<TestApp['as']>
let county: Caller
let neighbour: Caller
let visitor: Caller
let count = 500

beforeAll(async () => {
  t = await testApp()
  const agency = async (divisionId: string) => {
    const partyId = newId()
    const name = `示例${divisionId}监管`
    await t.db.transaction().execute(async (tx) => {
      await putParty(tx, { partyId, kind: 'agency', name, divisionId, sectors, now })
      const row = { partyId, kind: 'supervision', level: 'county', name, department: 'agriculture' }
      await tx
        .insertInto('identity.agency')
        .values({ ...row, divisions: [divisionId], sectors, createdAt: now })
        .execute()
    })
    return t.as({ kind: 'agency', partyId, divisions: [divisionId], sectors })
  }
  county = await agency('460204')
  neighbour = await agency('460203')
  visitor = t.as({ ...anonymous('zh'), permissions: [] })
})
afterAll(() => t.close())

const fresh = (over: Partial<Facts> = {}): Facts => {
  count++
  return aFacts({ name: `三亚示例${count}号果园`, creditCode: creditCode(count), ...over })
}
/** Registers without handing in. */
async function draft(facts = fresh()) {
  const login = `u${newId()}`
  const ref = ok(await visitor(filing.registerOperator, { facts, login, password: 'zheng-que-ma-7', draft: true }))
  return { facts, login, ref, own: t.as({ partyId: ref.partyId }) }
}
const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('示例')])

type Sent = { documentId?: string; kind?: string; name?: string; bytes?: Buffer; type?: string }
async function upload(by: Caller, s: Sent = {}) {
  const { documentId = newId(), kind = 'business_licence', name = '执照 (正本).jpg', bytes = picture, type } = s
  const res = await t.app.inject({
    method: 'POST',
    url: api.addDocument.path + queryString({ documentId, kind, name }),
    headers: { ...by.headers, ...(type === undefined ? { 'content-type': 'image/jpeg' } : { 'content-type': type }) },
    payload: bytes,
  })
  return { status: res.statusCode, body: res.json() }
}
const file = (by: Caller, partyId: string, documentId: string) =>
  t.app.inject({ url: `/api/operators/${partyId}/documents/${documentId}/file`, headers: by.headers })
const ownFile = (by: Caller, documentId: string) =>
  t.app.inject({ url: `/api/own/documents/${documentId}/file`, headers: by.headers })
const journal = (kind: string) => t.db.selectFrom('platform.journal').selectAll().where('kind', '=', kind).execute()

test('a draft is opened, gets its documents and is handed in; the reviewer reads them', async () => {
  const { own, ref } = await draft()
  expect(ref).toMatchObject({ state: 'draft', revision: 0 })
  // a draft is the operator's own business
  expect((await county(filing.findFiling, ref)).status).toBe(404)
  const added = await upload(own)
  expect(added).toMatchObject({
    status: 200,
    body: { ...{ partyId: ref.partyId, filingId: ref.filingId }, kind: 'business_licence', contentType: 'image/jpeg' },
  })
  const { documentId } = added.body
  expect((await file(county, ref.partyId, documentId)).statusCode).toBe(404)
  const mine = ok(await own(filing.findOwnFiling, {})).filing!
  expect(mine).toMatchObject({ state: 'draft', actions: ['save', 'submit', 'withdraw'], documents: [{ documentId }] })

  expect(ok(await own(filing.submitFiling, {}))).toMatchObject({ state: 'submitted', revision: 1 })
  const shown = ok(await county(filing.findFiling, ref))
  expect(shown.documents).toMatchObject([{ documentId, size: picture.length }])
  expect(shown.checks.find((c) => c.check === 'documents')).toEqual({ check: 'documents', result: 'passed' })
  const answer = await file(county, ref.partyId, documentId)
  expect(answer.rawPayload).toEqual(picture)
  expect(answer.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': "inline; filename*=UTF-8''%E6%89%A7%E7%85%A7%20%28%E6%AD%A3%E6%9C%AC%29.jpg",
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-store',
  })
  expect((await ownFile(own, documentId)).rawPayload).toEqual(picture)
  expect(ok(await county(api.listDocuments, { partyId: ref.partyId })).items).toMatchObject([{ documentId }])
  expect(ok(await own(api.listOwnDocuments, {})).items).toMatchObject([{ documentId }])

  // nobody else: not the neighbour county, not another operator
  expect((await file(neighbour, ref.partyId, documentId)).statusCode).toBe(404)
  expect(ok(await neighbour(api.listDocuments, { partyId: ref.partyId })).items).toEqual([])
  const stranger = t.as()
  expect((await ownFile(stranger, documentId)).statusCode).toBe(404)
  expect((await file(stranger, ref.partyId, documentId)).statusCode).toBe(404)
  expect(ok(await stranger(api.listDocuments, { partyId: ref.partyId })).items).toEqual([])
})

test('a draft takes no number from others, and is not opened when somebody has it', async () => {
  const { facts, own } = await draft()
  const again = await draft({ ...facts, name: '三亚示例后来者' })
  expect(ok(await again.own(filing.submitFiling, {}))).toMatchObject({ state: 'submitted' })
  expect(await own(filing.submitFiling, {})).toMatchObject({
    status: 409,
    body: { reason: 'operator.already_registered' },
  })
  const login = `u${newId()}`
  const refused = await visitor(filing.registerOperator, { facts, login, password: 'zheng-que-ma-7', draft: true })
  expect(refused).toMatchObject({ status: 409, body: { reason: 'operator.already_registered' } })
  const accounts = await t.db.selectFrom('identity.account').select('login').where('login', '=', login).execute()
  expect(accounts).toEqual([])
  const live = ok(await visitor(filing.checkRegistration, { creditCode: facts.creditCode! }))
  // that it is registered, and not a word more
  expect(live).toEqual({ creditCode: { reason: 'operator.already_registered', warnings: [] } })
})

test('an upload that is sent again is the same document; another file under its id is refused', async () => {
  const { own } = await draft()
  const documentId = newId()
  const answers = await Promise.all([1, 2, 3].map(() => upload(own, { documentId })))
  expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1)
  expect(answers[0]!.status).toBe(200)
  expect(ok(await own(api.listOwnDocuments, {})).items).toHaveLength(1)
  for (const other of [{ bytes: Buffer.from('%PDF-1.7') }, { name: 'other.jpg' }, { kind: 'other' }])
    expect(await upload(own, { documentId, ...other })).toMatchObject({
      status: 409,
      body: { reason: 'command.id_reused' },
    })
})

test('what a file is, its first bytes say, not its name or its declared type', async () => {
  const { own } = await draft()
  const pdf = await upload(own, { bytes: Buffer.from('%PDF-1.7'), name: 'a.jpg', type: 'image/jpeg' })
  expect(pdf.body).toMatchObject({ contentType: 'application/pdf' })
  expect((await ownFile(own, pdf.body.documentId)).headers['content-disposition']).toMatch(/^attachment/)
  for (const [bytes, reason] of [
    [Buffer.from('<svg onload="alert(1)"/>'), 'document.type_not_taken'],
    [Buffer.from('{"a":1}'), 'document.type_not_taken'],
    [Buffer.alloc(0), 'document.empty'],
  ] as const)
    for (const type of ['image/jpeg', 'application/json', 'text/html'])
      expect(await upload(own, { bytes, type })).toMatchObject({ status: 400, body: { reason } })
  expect((await upload(own, { kind: 'passport' })).body.reason).toBe('request.invalid')
  expect((await upload(own, { documentId: 'x' })).body.reason).toBe('request.invalid')
})

test('ten megabytes and twenty documents are the most', async () => {
  const { own } = await draft()
  const most = Buffer.concat([picture, Buffer.alloc(documentLimits.bytes - picture.length)])
  expect((await upload(own, { bytes: most })).status).toBe(200)
  expect(await upload(own, { bytes: Buffer.concat([most, Buffer.alloc(1)]) })).toMatchObject({
    status: 413,
    body: { reason: 'document.too_large', details: { megabytes: 10 } },
  })
  for (let i = 1; i < 19; i++) expect((await upload(own)).status).toBe(200)
  // of two that both would be the twentieth one is
  const last = await Promise.all([upload(own), upload(own)])
  expect(last.map((a) => a.status).sort()).toEqual([200, 409])
  const { documentId } = ok(await own(api.listOwnDocuments, {})).items[0]!
  ok(await own(api.removeDocument, { documentId }))
  expect((await upload(own)).status).toBe(200)
  expect(await upload(own)).toMatchObject({ status: 409, body: { reason: 'document.too_many', details: { most: 20 } } })
})

test('what was handed in stands: documents come and go only while the filing is with the operator', async () => {
  const { own, ref } = await draft()
  const { documentId } = (await upload(own)).body
  const wrong = (await upload(own, { name: '错.jpg' })).body.documentId
  ok(await own(api.removeDocument, { documentId: wrong }))
  expect((await ownFile(own, wrong)).statusCode).toBe(404)
  expect((await own(api.removeDocument, { documentId: wrong })).status).toBe(404)
  ok(await own(filing.submitFiling, {}))
  const refused = { status: 409, body: { reason: 'document.handed_in' } }
  expect(await upload(own)).toMatchObject(refused)
  expect(await own(api.removeDocument, { documentId })).toMatchObject(refused)
  ok(await county(filing.returnFiling, { ...ref, revision: 1, reasons: ['licence_unclear'] }))
  const better = (await upload(own, { name: '清晰.jpg' })).body.documentId
  ok(await own(api.removeDocument, { documentId }))
  ok(await own(filing.submitFiling, {}))
  expect(ok(await county(filing.findFiling, ref)).documents.map((d) => d.documentId)).toEqual([better])
  ok(await county(filing.approveFiling, { ...ref, revision: 2 }))
  expect(await upload(own)).toMatchObject({ status: 409, body: { reason: 'document.no_filing' } })
  expect(await own(api.removeDocument, { documentId: better })).toMatchObject(refused)
  // somebody else's is not there
  expect((await (await draft()).own(api.removeDocument, { documentId: better })).status).toBe(404)
})

test('a file that the disk has lost is said to be lost, and nothing else breaks', async () => {
  const { own } = await draft()
  const bytes = Buffer.from(`%PDF-1.7 ${newId()}`)
  const { documentId } = (await upload(own, { bytes })).body
  const sha256 = sha256Of(bytes)
  rmSync(`${t.deps.config.dataDir}/blobs/${sha256.slice(0, 2)}/${sha256}`)
  const answer = await ownFile(own, documentId)
  expect([answer.statusCode, answer.json().reason]).toEqual([404, 'document.file_missing'])
  expect(ok(await own(filing.findOwnFiling, {})).filing!.documents).toMatchObject([{ documentId }])
})

test('an identity card is opened by who must see it, and each opening is journalled', async () => {
  const individual = { form: 'individual' as const, creditCode: undefined, identityNumber: identityNumber(77) }
  const { own, ref } = await draft(fresh(individual))
  const { documentId } = (await upload(own, { kind: 'identity_card' })).body
  ok(await own(filing.submitFiling, {}))
  expect(ok(await county(filing.findFiling, ref)).checks.some((c) => c.check === 'documents')).toBe(false)

  const reader = t.as({ ...county.actor, permissions: ['operator:read'] })
  expect(await file(reader, ref.partyId, documentId).then((r) => r.json())).toMatchObject({
    reason: 'document.identity_restricted',
  })
  const member = t.as({ ...own.actor, permissions: ['own:read'] })
  expect((await ownFile(member, documentId)).statusCode).toBe(403)
  expect(await journal('person.unmasked')).toEqual([])

  const reviewer = t.as({ ...county.actor, permissions: ['operator:read', 'operator:review'] })
  expect((await file(reviewer, ref.partyId, documentId)).rawPayload).toEqual(picture)
  expect(await journal('person.unmasked')).toMatchObject([
    {
      partyId: county.actor.partyId,
      actorId: reviewer.actor.accountId,
      about: ref.partyId,
      data: { field: 'identityDocument', documentId, filingId: ref.filingId },
    },
  ])
})
