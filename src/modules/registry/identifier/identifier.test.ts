import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { agency } from '../../../../test/hold/officer.ts'
import { aFacts, creditCode } from '../../../../test/registry.ts'
import { newId } from '../../../platform/id.ts'
import { listNotices } from '../../notify/schema.ts'
import { listDesk } from '../../oversight/desk/schema.ts'
import { approveFiling, registerOperator } from '../filing/schema.ts'
import { partiesByIdentifier } from '../index.ts'
import { revokeOperator } from '../operator/schema.ts'
import { identifierKey, prefixKeys, readIdentifier } from './rules.ts'
import * as api from './schema.ts'

let t: TestApp
let county: Awaited<ReturnType<typeof agency>>
let codes = 300
beforeAll(async () => {
  t = await testApp()
  county = await agency(t, ['460204'])
  const { partyId } = county.actor
  await t.db
    .insertInto('identity.agency')
    .values({
      ...{ partyId, kind: 'supervision', level: 'county', name: '示例农业农村局', department: 'agriculture' },
      divisions: ['460204'],
      sectors: ['crop'],
      createdAt: t.deps.clock(),
    })
    .execute()
})
afterAll(() => t.close())

/** A registered operator of the county. */
async function operator() {
  const visitor = t.as({ kind: 'anonymous', permissions: [] })
  const facts = aFacts({ name: `示例${newId()}公司`, creditCode: creditCode(++codes) })
  const login = `i${codes}${newId().slice(-6)}`
  const { body } = await visitor(registerOperator, { facts, login, password: '芒果园里 17 棵树' })
  const filing = { partyId: body.partyId, filingId: body.filingId, revision: 1 }
  expect((await county(approveFiling, filing)).status).toBe(200)
  return t.as({ partyId: body.partyId })
}

const gln = '6901234500004'
const [pgln, sgln] = ['https://id.gs1.org/417/', 'https://id.gs1.org/414/'].map((x) => x + gln) as [string, string]
const find = async (identifier: string) => (await partiesByIdentifier(t.db, [identifier])).get(identifier)

test('a declared number names its operator from the moment its county confirms it, in every form of it', async () => {
  const own = await operator()
  const { partyId } = own.actor
  const { body: claim, status } = await own(api.declareIdentifier, { kind: 'location', value: gln })
  expect(status).toBe(200)
  expect(claim).toMatchObject({
    value: gln,
    state: 'declared',
    reviewerName: expect.any(String),
    actions: ['withdraw'],
  })
  expect(await find(pgln)).toBeUndefined()
  // it stands on the county's desk
  const desk = (await county(listDesk, { kind: 'identifier' })).body
  expect(desk.items).toEqual([
    expect.objectContaining({ kind: 'identifier', partyId, id: claim.claimId, identifierKind: 'location', value: gln }),
  ])
  expect(desk.counts.identifier).toBe(1)

  const shown = (await county(api.listPartyIdentifiers, { partyId })).body.items[0]
  expect(shown?.actions).toEqual(['confirm', 'refuse'])
  const { claimId } = claim
  expect((await county(api.confirmIdentifier, { partyId, claimId })).body).toMatchObject({ state: 'confirmed' })
  expect(await find(pgln)).toBe(partyId)
  expect(await find(sgln)).toBe(partyId)
  expect(await find(`${sgln}/254/dock`)).toBe(partyId)
  expect(await find('https://id.gs1.org/417/6901234500016')).toBeUndefined()
  expect((await county(api.confirmIdentifier, { partyId, claimId })).body.reason).toBe('identifier.wrong_state')
  expect((await county(listDesk, { kind: 'identifier' })).body.items).toEqual([])

  expect((await own(api.withdrawIdentifier, { claimId })).body.state).toBe('withdrawn')
  expect(await find(pgln)).toBeUndefined()
  expect((await own(api.withdrawIdentifier, { claimId })).body.reason).toBe('identifier.wrong_state')
})

test('a number is one operator’s: a second is told so, until the first is gone', async () => {
  const [first, second] = [await operator(), await operator()]
  const claims = await Promise.all(
    [first, second].map(
      async (own) => (await own(api.declareIdentifier, { kind: 'company_prefix', value: '69055' })).body,
    ),
  )
  const [a, b] = claims.map(({ partyId, claimId }) => ({ partyId, claimId })) as [Ref, Ref]
  expect((await first(api.declareIdentifier, { kind: 'company_prefix', value: '69055' })).body.reason).toBe(
    'constraint.identifier_claim_live_unique',
  )
  expect((await county(api.confirmIdentifier, a)).status).toBe(200)
  expect((await county(api.confirmIdentifier, b)).body.reason).toBe('identifier.taken')
  // what the prefix begins: a location number of its holder, a GTIN behind the indicator digit
  expect(await find('https://id.gs1.org/417/6905500000000')).toBe(first.actor.partyId)
  expect(await find('https://id.gs1.org/01/16905512345678/10/A')).toBe(first.actor.partyId)
  expect(await find('https://id.gs1.org/01/69055123456784')).toBeUndefined()
  // a number of its own goes before the prefix
  const own = (await second(api.declareIdentifier, { kind: 'location', value: '6905512345677' })).body
  expect((await county(api.confirmIdentifier, { partyId: own.partyId, claimId: own.claimId })).status).toBe(200)
  expect(await find('https://id.gs1.org/417/6905512345677')).toBe(second.actor.partyId)

  await county(revokeOperator, { partyId: a.partyId, reason: '示例' })
  expect((await county(api.confirmIdentifier, b)).body.state).toBe('confirmed')
  expect((await county(api.listPartyIdentifiers, { partyId: a.partyId })).body.items[0]?.state).toBe('withdrawn')
  expect(await find('https://id.gs1.org/417/6905500000000')).toBe(second.actor.partyId)
})
type Ref = { partyId: string; claimId: string }

test('a refusal tells why, and the operator may declare it again', async () => {
  const own = await operator()
  const value = 'https://example.com/party/9'
  const { partyId, claimId } = (await own(api.declareIdentifier, { kind: 'uri', value })).body
  const refused = await county(api.refuseIdentifier, { partyId, claimId, reason: '证书不符' })
  expect(refused.body).toMatchObject({ state: 'refused', reason: '证书不符', value })
  await t.drain()
  const told = (await own(listNotices, {})).body.items.find((n) => n.kind === 'identifier.refused')
  expect(told?.data).toMatchObject({ value, reason: '证书不符' })
  expect(await find(value)).toBeUndefined()
  expect((await own(api.declareIdentifier, { kind: 'uri', value })).status).toBe(200)
})

test('who is no registered operator declares nothing', async () => {
  const stranger = t.as()
  const answer = await stranger(api.declareIdentifier, { kind: 'location', value: gln })
  expect(answer.body.reason).toBe('operator.not_in_force')
})

test.each([
  ['company_prefix', '6901234', 'gs1/prefix/6901234'],
  ['company_prefix', ' 690123456789 ', 'gs1/prefix/690123456789'],
  ['company_prefix', '690', 'identifier.prefix_malformed'],
  ['company_prefix', '0000', 'identifier.prefix_malformed'],
  ['location', gln, pgln],
  ['location', 'urn:epc:id:pgln:6901234.50000', pgln],
  ['location', 'urn:epc:id:sgln:6901234.50000.dock', pgln],
  ['location', `https://example.com/417/${gln}`, pgln],
  ['location', '6901234500009', 'identifier.location_malformed'],
  ['location', 'urn:epc:id:sgtin:6901234.050000.1', 'identifier.location_malformed'],
  ['uri', 'urn:uuid:2f5f1c5e-0000-4000-8000-000000000000', 'urn:uuid:2f5f1c5e-0000-4000-8000-000000000000'],
  ['uri', 'no uri', 'identifier.uri_malformed'],
  ['uri', pgln, 'identifier.is_location'],
  ['uri', 'urn:epc:id:sgtin:6901234.050000.1', 'identifier.names_goods'],
] as const)('a %s typed as %s is %s', (kind, typed, kept) => {
  const read = readIdentifier(kind, typed)
  expect('identifier' in read ? read.identifier : read.reason).toBe(kept)
})

test('a prefix is looked for where the key has it', () => {
  expect(prefixKeys(pgln)[0]).toBe('gs1/prefix/690123450000')
  expect(prefixKeys('https://id.gs1.org/00/169012345678901234').at(-1)).toBe('gs1/prefix/6901')
  expect(prefixKeys('https://example.com/417/6901234500004')).toEqual([])
  expect(identifierKey('urn:x:1')).toBe('urn:x:1')
})
