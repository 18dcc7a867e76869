import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { act, harvest, makeOperator, operatorOf, send } from '../../../test/hold/goods.ts'
import { agency, FAR, HERE } from '../../../test/hold/officer.ts'
import { sealerOf } from '../../../test/proof.ts'
import { fromHex } from '../../kernel/proof/bytes.ts'
import { includes, isConsistent } from '../../kernel/proof/merkle.ts'
import { signedBy } from '../../kernel/proof/note.ts'
import { verifyProof } from '../../kernel/proof/verify.ts'
import { voidEvent } from '../trace/index.ts'
import * as api from './schema.ts'

let t: TestApp
let sealer: ReturnType<typeof sealerOf>
let farm: string
let shop: string
let eventId: string
let sentId: string
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
  sealer = sealerOf(t)
  farm = await makeOperator(t.deps, HERE)
  shop = await makeOperator(t.deps, HERE)
})
afterAll(async () => {
  sealer.remove()
  await t.close()
})
const visitor = () => t.as({ kind: 'anonymous', permissions: [] })
const keysOf = (keys: { name: string; algorithm: 'Ed25519' | 'SM2'; publicKey: string }[]) =>
  keys.map((k) => ({ ...k, publicKey: fromHex(k.publicKey) }))
const bytes = (list: string[]) => list.map(fromHex)
const eventOf = async (holdingId: string) =>
  (await t.owner.query('select event_id from trace.holding_event where holding_id = $1 order by 1', [holdingId]))
    .rows[0].event_id as string

test('before the first seal there is no checkpoint, and an event says that it waits', async () => {
  const v = visitor()
  expect((await v(api.checkpointOfLog, {})).body.reason).toBe('log.empty')
  const goods = await harvest(t.deps, farm)
  eventId = await eventOf(goods.holdingId)
  await send(t.deps, goods, shop)
  const own = t.as(operatorOf(farm))
  expect((await own(api.proofOfEvent, { partyId: farm, eventId })).body).toEqual({
    proof: null,
    sealedAt: null,
    erased: null,
  })
  const metrics = (await t.app.inject('/metrics')).body
  expect(metrics).toMatch(/^suyuan_log_unsealed [1-9]/m)
  expect(metrics).toMatch(/^suyuan_log_halted 0$/m)
  await sealer.all()
})

test('anybody gets the checkpoint, inclusion by leaf hash, and consistency, and they hold', async () => {
  const v = visitor()
  const { body: first } = await v(api.checkpointOfLog, {})
  expect(first).toMatchObject({ origin: 'sy.example/log', unsealedSeconds: 0, halted: null })
  expect(signedBy(first.note, keysOf(first.keys))).toHaveLength(1)

  const { rows } = await t.owner.query<{ leaf_hash: Buffer }>('select leaf_hash from proof.leaf order by leaf_index')
  for (const [i, { leaf_hash }] of rows.entries()) {
    const { body } = await v(api.inclusionInLog, { hash: leaf_hash.toString('hex') })
    expect(body).toMatchObject({ treeSize: first.size, rootHash: first.rootHash, truncated: false })
    const [leaf] = body.leaves
    expect(leaf!.leafIndex).toBe(i)
    const at = { index: i, size: body.treeSize }
    expect(includes(leaf_hash, at, bytes(leaf!.auditPath), fromHex(body.rootHash))).toBe(true)
  }
  const old = await v(api.inclusionInLog, { hash: rows[0]!.leaf_hash.toString('hex'), size: 2 })
  expect(old.body.leaves[0]!.auditPath).toEqual([rows[1]!.leaf_hash.toString('hex')])

  await harvest(t.deps, farm)
  await sealer.all()
  const { body: second } = await v(api.checkpointOfLog, {})
  expect(second.size).toBeGreaterThan(first.size)
  for (const from of [0, 1, first.size, second.size]) {
    const { body: c } = await v(api.consistencyOfLog, { from })
    expect(c).toMatchObject({ from, to: second.size, toRootHash: second.rootHash })
    if (from === first.size) expect(c.fromRootHash).toBe(first.rootHash)
    const heads = [
      { size: c.from, root: fromHex(c.fromRootHash) },
      { size: c.to, root: fromHex(c.toRootHash) },
    ] as const
    expect(isConsistent(...heads, bytes(c.consistencyPath))).toBe(true)
  }
})

test('what is no hash, not in the log, or beyond it is refused with its reason', async () => {
  const v = visitor()
  const reason = async (answer: Promise<{ status: number; body: { reason?: string } }>) => {
    const { status, body } = await answer
    return `${status} ${body.reason}`
  }
  expect(await reason(v(api.inclusionInLog, { hash: 'x' }))).toBe('400 log.hash_malformed')
  expect(await reason(v(api.inclusionInLog, { hash: '00'.repeat(32) }))).toBe('404 log.hash_not_found')
  expect(await reason(v(api.inclusionInLog, { hash: '00'.repeat(32), size: 10_000 }))).toBe('404 log.size_not_reached')
  expect(await reason(v(api.consistencyOfLog, { from: 1, to: 10_000 }))).toBe('404 log.size_not_reached')
  expect(await reason(v(api.consistencyOfLog, { from: 3, to: 2 }))).toBe('400 log.sizes_reversed')
})

test('an event hash finds its leaf for those who may see the event, and for nobody else', async () => {
  const { rows } = await t.owner.query<{ event_id: string; event_hash: Buffer | null }>(
    "select event_id, event_hash from proof.leaf where kind = 'event' order by leaf_index",
  )
  // an event of ours may have none yet: then it is given one, for this is about who may ask
  const hash = rows[0]!.event_hash ?? Buffer.alloc(32, 7)
  if (!rows[0]!.event_hash)
    await t.owner.query('update proof.leaf set event_hash = $1 where event_id = $2', [hash, rows[0]!.event_id])
  const asked = { hash: `ni:///sha-256;${hash.toString('hex')}?ver=CBV2.0` }
  const seen = await t.as(operatorOf(farm))(api.inclusionInLog, asked)
  expect(seen.body.leaves).toHaveLength(1)
  expect((await (await agency(t, [HERE]))(api.inclusionInLog, asked)).status).toBe(200)
  for (const stranger of [visitor(), t.as(operatorOf(shop)), await agency(t, [FAR])])
    expect((await stranger(api.inclusionInLog, asked)).body.reason).toBe('log.hash_not_found')
})

test('the proof of an event holds, and not when anything in it is changed', async () => {
  const { body } = await t.as(operatorOf(farm))(api.proofOfEvent, { partyId: farm, eventId })
  const proof = body.proof!
  const { body: head } = await visitor()(api.checkpointOfLog, {})
  const trusted = keysOf(head.keys)
  const wrong = (changed: unknown, keys: typeof trusted | undefined = trusted) => {
    const { ok, checks } = verifyProof(changed, keys)
    return ok ? [] : checks.filter((c) => c.state === 'wrong').map((c) => c.name)
  }
  const states = Object.fromEntries(verifyProof(proof, trusted).checks.map((c) => [c.name, c.state]))
  expect(states).toMatchObject({ text: 'right', leaf: 'right', path: 'right', signature: 'right', key: 'right' })
  expect(verifyProof(proof, trusted).ok).toBe(true)
  expect(wrong({ ...proof, text: `${proof.text} ` })).toEqual(['text'])
  expect(wrong({ ...proof, nonce: '00'.repeat(32) })).toEqual(['text'])
  expect(wrong({ ...proof, leaf: { ...proof.leaf, recordTime: '2020-01-01T00:00:00Z' } })).toEqual(['leaf'])
  expect(wrong({ ...proof, leaf: { ...proof.leaf, party: shop } })).toEqual(['leaf'])
  expect(wrong({ ...proof, leafIndex: proof.leafIndex + 1 })).toEqual(['path'])
  expect(wrong({ ...proof, auditPath: proof.auditPath.slice(1) })).toEqual(['path'])
  expect(wrong({ ...proof, treeSize: proof.treeSize + 1 })).toEqual(['path'])
  expect(wrong({ ...proof, checkpoint: proof.checkpoint.replace(/time .*/, 'time 2020-01-01T00:00:00Z') })).toEqual([
    'signature',
    'key',
  ])
  const other = [{ ...trusted[0]!, publicKey: trusted[0]!.publicKey.map((b) => b ^ 1) }]
  expect(wrong(proof, other)).toEqual(['signature', 'key'])
  expect(wrong({ ...proof, format: 'other' })).toEqual(['format'])
  for (const nothing of [null, 1, [], {}, { ...proof, leaf: null }, { ...proof, auditPath: [1] }])
    expect(verifyProof(nothing).ok).toBe(false)
  // without known keys the file's own are used, and that they are the platform's stays to be compared
  expect(verifyProof(proof).checks.at(-1)).toEqual({ name: 'key', state: 'absent' })
})

test('a counterpart proves that the event is there without reading it; others do not learn of it', async () => {
  const { rows } = await t.owner.query("select event_id from trace.event where kind = 'dispatch'")
  sentId = rows[0].event_id
  const about = { partyId: farm, eventId: sentId }
  const { body } = await t.as(operatorOf(shop))(api.proofOfEvent, about)
  expect(verifyProof(body.proof).ok).toBe(true)
  expect(body.proof).not.toHaveProperty('text')
  expect(body.proof).not.toHaveProperty('event')
  expect((await (await agency(t, [HERE]))(api.proofOfEvent, about)).body.proof).toHaveProperty('text')
  expect((await (await agency(t, [FAR]))(api.proofOfEvent, about)).status).toBe(404)
  expect((await t.as(operatorOf(crypto.randomUUID()))(api.proofOfEvent, about)).status).toBe(404)
})

test('a correction is an event of its own; the proof of the wrong one stands', async () => {
  const before = (await t.as(operatorOf(farm))(api.proofOfEvent, { partyId: farm, eventId: sentId })).body.proof!
  const { eventId: correction } = await act(t.deps, farm, voidEvent, { eventId: sentId, reason: '数量写错' })
  await sealer.all()
  const own = t.as(operatorOf(farm))
  const after = (await own(api.proofOfEvent, { partyId: farm, eventId: sentId })).body.proof!
  expect(after.leafHash).toBe(before.leafHash)
  expect(verifyProof(after).ok).toBe(true)
  expect(verifyProof((await own(api.proofOfEvent, { partyId: farm, eventId: correction })).body.proof).ok).toBe(true)
})
