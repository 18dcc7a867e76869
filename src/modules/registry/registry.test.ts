import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { aFacts, creditCode, identityNumber } from '../../../test/registry.ts'
import { anonymous } from '../../platform/actor.ts'
import { newId } from '../../platform/id.ts'
import { putParty } from '../identity/index.ts'
import type { Facts } from './facts/schema.ts'
import * as filing from './filing/schema.ts'
import { requireOperatorInForce } from './index.ts'
import * as operator from './operator/schema.ts'

let t: TestApp
const now = '2026-06-01T08:00:00.000Z'
const agencies = new Map<string, string>()

/** An agency with this duty, and a caller that is one of its officers. */
async function agency(divisionId: string, level: string, sectors = ['crop', 'livestock', 'fishery']) {
  const key = `${divisionId} ${sectors}`
  const partyId = agencies.get(key) ?? newId()
  if (!agencies.has(key)) {
    const name = `示例${divisionId}监管`
    agencies.set(key, partyId)
    await t.db.transaction().execute(async (tx) => {
      await putParty(tx, { partyId, kind: 'agency', name, divisionId, sectors, now })
      await tx
        .insertInto('identity.agency')
        .values({
          partyId,
          kind: 'supervision',
          level,
          name,
          department: 'agriculture',
          divisions: [divisionId],
          sectors,
          createdAt: now,
        })
        .execute()
    })
  }
  return t.as({ kind: 'agency', partyId, divisions: [divisionId], sectors })
}
type Caller = Awaited<ReturnType<typeof agency>>
let county: Caller
let neighbour: Caller
let province: Caller
let visitor: Caller

beforeAll(async () => {
  t = await testApp()
  province = await agency('460000', 'province')
  county = await agency('460204', 'county')
  neighbour = await agency('460203', 'county')
  visitor = t.as({ ...anonymous('zh'), permissions: [] })
})
afterAll(() => t.close())

let count = 100
/** Facts nobody else has. */
const fresh = (over: Partial<Facts> = {}): Facts => {
  count++
  return aFacts({ name: `三亚示例${count}号果园`, creditCode: creditCode(count), ...over })
}
const register = (facts: Facts, commandId?: string, login = `u${newId()}`) =>
  visitor(filing.registerOperator, { facts, login, password: 'zheng-que-ma-7' }, commandId)

/** Registers and approves; answers the operator's own caller. */
async function approved(over: Partial<Facts> = {}) {
  const facts = fresh(over)
  const { body } = await register(facts)
  const decided = ok(await county(filing.approveFiling, { ...body, revision: 1 }))
  return { facts, partyId: body.partyId, own: t.as({ partyId: body.partyId }), subjectCode: decided.subjectCode! }
}
const journal = async (kind: string, about: string) =>
  t.db.selectFrom('platform.journal').selectAll().where('kind', '=', kind).where('about', '=', about).execute()

test('register, review, approve: the operator comes into force with its code, and its account opens', async () => {
  const facts = fresh()
  const login = `u${newId()}`
  const { status, body: ref } = await register(facts, undefined, login)
  expect({ status, ref }).toMatchObject({ status: 200, ref: { state: 'submitted', revision: 1 } })
  const account = () =>
    t.db.selectFrom('identity.account').select(['roles', 'partyId']).where('login', '=', login).executeTakeFirst()
  expect(await account()).toEqual({ roles: ['applicant'], partyId: ref.partyId })
  const own = t.as({ partyId: ref.partyId })
  expect((await own(operator.findOwnOperator, {})).body.operator).toBeNull()
  expect((await own(filing.findOwnFiling, {})).body.filing).toMatchObject({
    state: 'submitted',
    actions: ['withdraw'],
    checks: [],
    reviewerName: '示例460204监管',
  })
  await expect(requireOperatorInForce(t.db, ref.partyId)).rejects.toMatchObject({ reason: 'operator.not_in_force' })

  const queue = (await county(filing.listFilings, {})).body.items
  expect(queue.find((f) => f.filingId === ref.filingId)).toMatchObject({
    name: facts.name,
    kind: 'registration',
    divisionNames: ['海南省', '三亚市', '天涯区'],
  })
  const { body: shown } = await county(filing.findFiling, ref)
  expect(shown.actions).toEqual(['approve', 'return', 'reject'])
  expect(shown.checks.find((c) => c.check === 'credit_code')).toMatchObject({ result: 'passed' })
  expect(shown.history).toMatchObject([{ action: 'submit', revision: 1, byName: facts.name }])

  const { body: answer } = await county(filing.approveFiling, { ...ref, note: '核对无误' })
  expect(answer.subjectCode).toMatch(/^13\d{18}$/)
  expect(await account()).toEqual({ roles: ['operator_owner'], partyId: ref.partyId })
  expect((await own(operator.findOwnOperator, {})).body.operator).toMatchObject({
    state: 'approved',
    subjectCode: answer.subjectCode,
    facts: { creditCode: facts.creditCode, mobile: '13800000000' },
    actions: [],
  })
  expect((await requireOperatorInForce(t.db, ref.partyId)).name).toBe(facts.name)
  expect(await journal('operator.approved', ref.partyId)).toMatchObject([{ partyId: county.actor.partyId }])
  expect((await county(filing.listFilings, {})).body.items.some((f) => f.filingId === ref.filingId)).toBe(false)
  expect((await county(filing.listFilings, { which: 'decided' })).body.items[0]?.filingId).toBe(ref.filingId)
})

test('a double click registers once, also when both arrive at once', async () => {
  const facts = fresh()
  const [id, login] = [newId(), `u${newId()}`]
  const answers = await Promise.all([1, 2, 3].map(() => register(facts, id, login)))
  expect(new Set(answers.map((a) => JSON.stringify(a.body))).size).toBe(1)
  expect(answers[0]!.status).toBe(200)
  const rows = await t.db.selectFrom('registry.filing').select('filingId').where('name', '=', facts.name).execute()
  expect(rows).toHaveLength(1)
})

test('of several that register one credit code or identity number at once, one is let in; the others leave nothing', async () => {
  for (const numbers of [
    { creditCode: creditCode(++count) },
    { form: 'individual' as const, creditCode: undefined, identityNumber: identityNumber(++count) },
  ]) {
    const names = [1, 2, 3, 4].map((i) => `三亚示例同时${++count}之${i}`)
    const answers = await Promise.all(names.map((name) => register(aFacts({ ...numbers, name }))))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409])
    const refused = answers.find((a) => a.status === 409)!
    expect(refused.body).toMatchObject({
      reason: 'operator.already_registered',
      details: { field: 'creditCode' in numbers && numbers.creditCode ? 'creditCode' : 'identityNumber' },
    })
    // of the other nothing but that it is there
    expect(JSON.stringify(refused.body)).not.toContain('三亚示例同时')
    const rows = await t.db.selectFrom('registry.filing').selectAll().where('name', 'in', names).execute()
    expect(rows).toHaveLength(1)
    const parties = await t.db.selectFrom('identity.party').select('name').where('name', 'in', names).execute()
    expect(parties).toHaveLength(1)
  }
})

test('what is typed wrong is refused field by field, and a place too wide by name', async () => {
  const wrong = await register(fresh({ creditCode: '123', mobile: '1' }))
  expect(wrong).toMatchObject({
    status: 400,
    body: {
      reason: 'facts.invalid',
      details: {
        issues: [
          { path: 'creditCode', reason: 'credit_code.wrong_length' },
          { path: 'mobile', reason: 'facts.mobile_wrong' },
        ],
      },
    },
  })
  expect((await register(fresh({ divisionId: '460200' }))).body.reason).toBe('facts.division_too_wide')
  expect((await register(fresh({ divisionId: '999999' }))).body.reason).toBe('division.not_found')
  expect((await register(fresh({ divisionId: '110101' }))).body.reason).toBe('filing.no_reviewer')
  // a city without counties is as low as its operators can be asked for
  expect((await register(fresh({ divisionId: '460400' }))).status).toBe(200)
})

test('two officers decide at once: one decision stands, the other hears that it was decided', async () => {
  const { body: ref } = await register(fresh())
  const colleague = t.as({ ...county.actor, accountId: newId() })
  const answers = await Promise.all([
    county(filing.approveFiling, ref),
    colleague(filing.rejectFiling, { ...ref, reasons: ['incomplete'] }),
  ])
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
  expect(answers.find((a) => a.status === 409)!.body).toMatchObject({
    reason: 'filing.wrong_state',
  })
  const history = (await county(filing.findFiling, ref)).body.history
  expect(history).toHaveLength(2)
})

test('returned with reasons, corrected and handed in again; the officer with the old version on the screen must read the new one', async () => {
  const facts = fresh()
  const { body: ref } = await register(facts)
  expect((await county(filing.returnFiling, { ...ref })).body.reason).toBe('filing.reason_missing')
  const returned = await county(filing.returnFiling, { ...ref, reasons: ['licence_unclear'], note: '请重新拍照' })
  expect(returned.body.state).toBe('returned')
  const own = t.as({ partyId: ref.partyId })
  expect((await own(filing.findOwnFiling, {})).body.filing).toMatchObject({
    reasons: ['licence_unclear'],
    reason: '请重新拍照',
    actions: ['save', 'submit', 'withdraw'],
  })
  // its number stays its own meanwhile
  expect((await register(fresh({ creditCode: facts.creditCode! }))).status).toBe(409)
  const saved = await own(filing.saveFiling, { facts: { ...facts, address: '示例路2号' } })
  expect(saved.body).toMatchObject({ state: 'returned', revision: 1 })
  expect((await county(filing.approveFiling, ref)).body.reason).toBe('filing.wrong_state')
  expect((await own(filing.submitFiling, {})).body).toMatchObject({ state: 'submitted', revision: 2 })
  expect((await county(filing.approveFiling, ref)).body).toMatchObject({
    reason: 'filing.changed_since',
    details: { revision: 2 },
  })
  expect((await county(filing.approveFiling, { ...ref, revision: 2 })).status).toBe(200)
  const { history, facts: shown } = (await county(filing.findFiling, ref)).body
  expect(history.map((h) => h.action)).toEqual(['submit', 'return', 'submit', 'approve'])
  expect(shown.address).toBe('示例路2号')
})

test('a rejected filing lets its number go; handed in again it competes for it anew', async () => {
  const facts = fresh()
  const { body: ref } = await register(facts)
  await county(filing.rejectFiling, { ...ref, reasons: ['untrue'] })
  const truly = await register(fresh({ creditCode: facts.creditCode! }))
  expect(truly.status).toBe(200)
  const own = t.as({ partyId: ref.partyId })
  expect((await own(filing.submitFiling, {})).body.reason).toBe('operator.already_registered')
  const other = creditCode(++count)
  expect((await own(filing.submitFiling, { facts: { ...facts, creditCode: other } })).body.state).toBe('submitted')
})

test('the neighbour county neither sees nor decides a filing; the province sees it, and only the nearest agency decides', async () => {
  const { body: ref } = await register(fresh())
  const livestock = t.as({ ...county.actor, sectors: ['livestock'] })
  for (const other of [neighbour, livestock, t.as()]) {
    expect((await other(filing.findFiling, ref)).status).toBe(404)
    expect((await other(filing.approveFiling, ref)).status).toBe(404)
    const waiting = (await other(filing.listFilings, { which: 'waiting' })).body.items
    expect(waiting.some((f) => f.filingId === ref.filingId)).toBe(false)
  }
  expect((await province(filing.findFiling, ref)).body.actions).toEqual([])
  const waiting = (await province(filing.listFilings, { which: 'waiting', limit: 200 })).body.items
  expect(waiting.some((f) => f.filingId === ref.filingId)).toBe(true)
  expect((await province(filing.listFilings, {})).body.items.some((f) => f.filingId === ref.filingId)).toBe(false)
  expect(await province(filing.approveFiling, ref)).toMatchObject({
    status: 403,
    body: { reason: 'filing.other_reviewer' },
  })
  // without the permission nobody decides
  const reader = t.as({ ...county.actor, permissions: ['operator:read'] })
  expect((await reader(filing.approveFiling, ref)).status).toBe(403)
  // the applicant cannot approve itself, whatever it is allowed
  expect((await t.as({ partyId: ref.partyId })(filing.approveFiling, ref)).status).toBe(403)
})

test('where a place has no county agency, the nearest one above decides', async () => {
  const { body: ref } = await register(fresh({ divisionId: '469002' }))
  expect((await province(filing.approveFiling, ref)).status).toBe(200)
})

test('the queue is oldest first, and its pages miss nothing', async () => {
  const refs = []
  for (let i = 0; i < 5; i++) {
    t.setNow(`2026-06-02T0${9 - i}:00:00.000Z`)
    refs.push((await register(fresh({ divisionId: '460203' }))).body.filingId)
  }
  t.setNow(now)
  const pages: string[] = []
  let cursor: string | undefined
  do {
    const { body } = await neighbour(filing.listFilings, { limit: 2, ...(cursor ? { cursor } : {}) })
    pages.push(...body.items.map((f) => f.filingId))
    cursor = body.nextCursor ?? undefined
  } while (cursor)
  expect(pages).toEqual(refs.toReversed())
})

test('an identity number is masked in every answer, sealed in every row, and shown once to who says why', async () => {
  const number = identityNumber(++count)
  const masked = `46***************${number[17]}`
  const { partyId, own } = await approved({
    form: 'individual',
    creditCode: undefined,
    identityNumber: number,
  } as Partial<Facts>)
  const { filingId } = (await own(filing.findOwnFiling, {})).body.filing!
  const answers = [
    await own(operator.findOwnOperator, {}),
    await own(filing.findOwnFiling, {}),
    await county(operator.findOperator, { partyId }),
    await county(filing.findFiling, { partyId, filingId }),
    await county(operator.listOperators, {}),
    await county(filing.listFilings, { which: 'decided' }),
  ]
  for (const { body } of answers)
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${number}|identitySealed|identityHash`))
  expect((await county(operator.findOperator, { partyId })).body.facts.identityMasked).toBe(masked)

  const look = { partyId, reason: '现场核对身份' }
  const commandId = newId()
  const { body } = await county(operator.unmaskPerson, look, commandId)
  expect(body.identityNumber).toBe(number)
  expect((await county(operator.unmaskPerson, look, commandId)).body).toEqual(body)
  expect(await journal('person.unmasked', partyId)).toMatchObject([
    { actorId: county.actor.accountId, data: { field: 'identityNumber', reason: '现场核对身份' } },
  ])
  expect((await county(operator.unmaskPerson, { ...look, filingId })).body.identityNumber).toBe(number)
  expect((await neighbour(operator.unmaskPerson, look)).status).toBe(404)
  expect((await t.as({ ...county.actor, permissions: ['operator:read'] })(operator.unmaskPerson, look)).status).toBe(
    403,
  )

  // nowhere in the database in the clear: not in rows, stored answers, journal
  for (const table of [
    'registry.operator',
    'registry.filing',
    'registry.filing_history',
    'registry.operator_key',
    'platform.command',
    'platform.journal',
  ]) {
    const { rows } = await t.db.executeQuery<{ n: string }>(
      (await import('kysely'))
        .sql`select count(*) as n from ${(await import('kysely')).sql.table(table)} x where x::text like ${`%${number}%`}`.compile(
        t.db,
      ),
    )
    expect(rows, table).toEqual([{ n: '0' }])
  }
})

test('numbers are checked while typed, and nothing is said of others but that the number is taken', async () => {
  const { facts } = await approved()
  const check = async (input: Parameters<typeof visitor<typeof filing.checkRegistration>>[1]) =>
    (await visitor(filing.checkRegistration, input)).body
  expect(await check({ creditCode: facts.creditCode! })).toEqual({
    creditCode: { reason: 'operator.already_registered', warnings: [] },
  })
  const free = creditCode(++count)
  expect(await check({ creditCode: free })).toEqual({ creditCode: { warnings: [] } })
  const early = `${free.slice(0, 17)}${free[17] === '0' ? '1' : '0'}`
  expect(await check({ creditCode: early })).toEqual({
    creditCode: { warnings: ['credit_code.wrong_check_character'] },
  })
  expect(await check({ identityNumber: '123' })).toEqual({ identityNumber: { reason: 'identity_number.wrong_length' } })
})

test('a core change is in force only when approved; what was in force before is let go then', async () => {
  const { partyId, own, facts } = await approved()
  const newCode = creditCode(++count)
  const changed = { ...facts, name: '三亚示例改名公司', creditCode: newCode }
  const draft = await own(filing.saveFiling, { facts: changed })
  expect(draft.body.state).toBe('draft')
  const ref = { partyId, filingId: draft.body.filingId }
  expect((await county(filing.findFiling, ref)).status).toBe(404) // a draft is the operator's own business
  await own(filing.submitFiling, {})
  expect((await own(operator.findOwnOperator, {})).body.operator).toMatchObject({ name: facts.name })
  expect((await county(filing.findFiling, ref)).body).toMatchObject({
    kind: 'change',
    changed: ['name', 'creditCode'],
    inForce: { name: facts.name },
    facts: { name: '三亚示例改名公司' },
  })
  expect((await own(filing.requestCancellation, { reason: '停业' })).body.reason).toBe('constraint.filing_open_unique')
  await county(filing.approveFiling, { ...ref, revision: 1 })
  expect((await own(operator.findOwnOperator, {})).body.operator).toMatchObject({
    name: '三亚示例改名公司',
    facts: { creditCode: newCode },
  })
  const filings = (await county(filing.listFilings, { partyId })).body.items
  expect(filings.map((f) => `${f.kind} ${f.state}`).sort()).toEqual(['change approved', 'registration approved'])
  expect((await neighbour(filing.listFilings, { partyId })).body.items).toEqual([])
  expect(await journal('operator.changed', partyId)).toMatchObject([{ data: { changed: ['name', 'creditCode'] } }])
  expect((await register(fresh({ creditCode: newCode }))).status).toBe(409)
  expect((await register(fresh({ creditCode: facts.creditCode! }))).status).toBe(200)
})

test('a rejected change leaves the old facts and their number in force', async () => {
  const { partyId, own, facts } = await approved()
  const other = creditCode(++count)
  const { body } = await own(filing.submitFiling, { facts: { ...facts, creditCode: other } })
  await county(filing.rejectFiling, { ...body, note: '与执照不符' })
  expect((await county(operator.findOperator, { partyId })).body.facts.creditCode).toBe(facts.creditCode)
  expect((await register(fresh({ creditCode: facts.creditCode! }))).status).toBe(409)
  expect((await register(fresh({ creditCode: other }))).status).toBe(200)
})

test('a change that keeps the number, taken back or rejected, does not let it go', async () => {
  const { own, facts } = await approved()
  const { body } = await own(filing.submitFiling, { facts: { ...facts, name: '三亚示例另名' } })
  await county(filing.rejectFiling, { ...body, reasons: ['name_differs'] })
  expect((await register(fresh({ creditCode: facts.creditCode! }))).status).toBe(409)
  await own(filing.withdrawFiling, {})
  expect((await register(fresh({ creditCode: facts.creditCode! }))).status).toBe(409)
})

test('a move to another county is decided there, and the operator lies there from then on', async () => {
  const { partyId, own, facts } = await approved()
  const { body } = await own(filing.submitFiling, { facts: { ...facts, divisionId: '460203' } })
  expect((await neighbour(operator.findOperator, { partyId })).status).toBe(404)
  expect((await neighbour(filing.approveFiling, body)).status).toBe(200)
  expect((await neighbour(operator.findOperator, { partyId })).body.divisionNames).toEqual([
    '海南省',
    '三亚市',
    '吉阳区',
  ])
  expect((await county(operator.findOperator, { partyId })).status).toBe(404)
})

test('contact and address change at once, and core facts cannot be slipped in with them', async () => {
  const { own, partyId, facts } = await approved()
  const free = { address: '示例路9号', contactName: '示例乙', mobile: '13900000000' }
  const { body } = await own(operator.editOperator, { ...free, name: '别的名字' } as typeof free)
  expect(body).toMatchObject({ name: facts.name, facts: { ...free, name: facts.name, creditCode: facts.creditCode } })
  expect(await journal('operator.edited', partyId)).toMatchObject([
    { data: { changed: ['mobile', 'address', 'contactName'] } },
  ])
  expect((await own(operator.editOperator, { ...free, mobile: '1' })).body.reason).toBe('facts.invalid')
})

test('a supervisor suspends, restores and revokes with a reason; a revoked number may be registered by whom it belongs to', async () => {
  const { partyId, facts } = await approved()
  const reason = '检查发现问题'
  expect((await neighbour(operator.suspendOperator, { partyId, reason })).status).toBe(404)
  expect((await county(operator.suspendOperator, { partyId, reason })).body).toMatchObject({
    state: 'suspended',
    stateReason: reason,
    actions: ['restore', 'revoke'],
  })
  await expect(requireOperatorInForce(t.db, partyId)).rejects.toMatchObject({ details: { state: 'suspended' } })
  expect((await county(operator.suspendOperator, { partyId, reason })).body.reason).toBe('operator.wrong_state')
  expect((await county(operator.restoreOperator, { partyId, reason })).body).toMatchObject({
    state: 'approved',
    stateReason: null,
  })
  expect((await county(operator.revokeOperator, { partyId, reason })).body).toMatchObject({
    state: 'revoked',
    actions: [],
  })
  expect((await county(operator.restoreOperator, { partyId, reason })).body.reason).toBe('operator.wrong_state')
  const again = await register(fresh({ creditCode: facts.creditCode! }))
  expect(again.status).toBe(200)
  const { checks } = (await county(filing.findFiling, again.body)).body
  expect(checks.find((c) => c.check === 'earlier_operator')).toMatchObject({
    result: 'flagged',
    details: { operators: [{ partyId, state: 'revoked' }] },
  })
})

test('the operator asks to be cancelled; approved, it is, and its number is free', async () => {
  const { partyId, own, facts } = await approved()
  const { body: ref } = await own(filing.requestCancellation, { reason: '不再经营' })
  expect((await county(filing.findFiling, ref)).body).toMatchObject({ kind: 'cancellation', reason: '不再经营' })
  expect((await own(filing.saveFiling, { facts })).body.reason).toBe('filing.cancellation_open')
  expect((await county(filing.approveFiling, ref)).status).toBe(200)
  expect((await county(operator.findOperator, { partyId })).body).toMatchObject({
    state: 'cancelled',
    stateReason: '不再经营',
  })
  expect((await register(fresh({ creditCode: facts.creditCode! }))).status).toBe(200)
})

test('a taken-back filing is over, and its number is free', async () => {
  const facts = fresh()
  const { body: ref } = await register(facts)
  const own = t.as({ partyId: ref.partyId })
  expect((await own(filing.withdrawFiling, {})).body.state).toBe('withdrawn')
  expect((await own(filing.withdrawFiling, {})).status).toBe(404)
  expect((await county(filing.approveFiling, ref)).body.reason).toBe('filing.wrong_state')
  expect((await register(fresh({ creditCode: facts.creditCode! }))).status).toBe(200)
})

test('a temporary operator is recorded in the field and merged into its registration later', async () => {
  const input = {
    name: '示例散户甲',
    form: 'individual' as const,
    sectors: ['crop'],
    divisionId: '460204',
    reason: '抽样时遇到',
  }
  expect((await neighbour(operator.recordTemporaryOperator, input)).body.reason).toBe('operator.outside_jurisdiction')
  const { body: temporary } = await county(operator.recordTemporaryOperator, input)
  expect(temporary).toMatchObject({ state: 'temporary', subjectCode: null, actions: ['merge'] })
  const { partyId: into } = await approved()
  const merge = { partyId: temporary.partyId, into, reason: '已注册' }
  expect((await neighbour(operator.mergeOperator, merge)).status).toBe(404)
  expect((await county(operator.mergeOperator, { ...merge, into: temporary.partyId })).body.reason).toBe(
    'operator.not_in_force',
  )
  expect((await county(operator.mergeOperator, merge)).body).toMatchObject({ state: 'merged', mergedInto: into })
  const party = await t.db
    .selectFrom('identity.party')
    .select('mergedInto')
    .where('partyId', '=', temporary.partyId)
    .executeTakeFirst()
  expect(party).toEqual({ mergedInto: into })
  expect((await county(operator.mergeOperator, merge)).body.reason).toBe('operator.wrong_state')
})

test('the subject code has a QR picture that leads to its page, for the operator and its agencies only', async () => {
  const { partyId, own } = await approved()
  const { status, body } = await own(operator.subjectCodePicture, { partyId })
  expect(status).toBe(200)
  expect(String(body)).toMatch(/^<svg xmlns=.* viewBox="0 0 \d+ \d+"/)
  expect((await county(operator.subjectCodePicture, { partyId })).status).toBe(200)
  expect((await neighbour(operator.subjectCodePicture, { partyId })).status).toBe(404)
  expect((await t.as()(operator.subjectCodePicture, { partyId })).status).toBe(404)
})

test('one address can register and check numbers only so often', async () => {
  const call = () =>
    t.app.inject({
      method: 'POST',
      url: '/api/registration/check',
      remoteAddress: '203.0.113.7',
      payload: { identityNumber: '1' },
    })
  const statuses = []
  for (let i = 0; i < 61; i++) statuses.push((await call()).statusCode)
  expect(statuses.slice(0, 60).every((s) => s === 200)).toBe(true)
  expect(statuses[60]).toBe(429)
})
