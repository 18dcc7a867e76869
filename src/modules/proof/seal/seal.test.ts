import { cpSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { harvest, makeOperator, sell, send } from '../../../../test/hold/goods.ts'
import { HERE } from '../../../../test/hold/officer.ts'
import { sealerOf } from '../../../../test/proof.ts'
import { toHex } from '../../../kernel/proof/bytes.ts'
import { hashOfLeaf } from '../../../kernel/proof/leaf.ts'
import { hashOfParts, leafHash, nodeHash } from '../../../kernel/proof/merkle.ts'
import { readCheckpoint, signedBy } from '../../../kernel/proof/note.ts'
import { logKeys, openHalt } from '../log/checkpoint.ts'
import { rootAt, storedFrom } from '../log/tree.ts'
import { acknowledge } from './acknowledge.ts'
import { leafOf } from './queue.ts'
import { seal } from './seal.ts'

let t: TestApp
let farm: string
let shop: string
const clean: (() => void)[] = []
const sealer = (over = {}) => {
  const made = sealerOf(t, over)
  clean.push(made.remove)
  return made
}
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
  farm = await makeOperator(t.deps, HERE)
  shop = await makeOperator(t.deps, HERE)
})
afterAll(async () => {
  for (const remove of clean) remove()
  await t.close()
})

const count = async (table: string, where = 'true') =>
  Number((await t.owner.query(`select count(*) as n from ${table} where ${where}`)).rows[0].n)
const size = async () => Number((await t.owner.query('select max(size) as s from proof.checkpoint')).rows[0].s ?? 0)

/** The tree from the leaves alone, by the standard's own words. */
async function rootFromLeaves(n: number): Promise<string> {
  const { rows } = await t.owner.query<{ leaf_hash: Buffer }>(
    'select leaf_hash from proof.leaf where leaf_index < $1 order by leaf_index',
    [n],
  )
  const mth = (d: Uint8Array[]): Uint8Array => {
    if (d.length < 2) return d[0] ?? hashOfParts([])
    let k = 1
    while (k * 2 < d.length) k *= 2
    return nodeHash(mth(d.slice(0, k)), mth(d.slice(k)))
  }
  return toHex(mth(rows.map((r) => r.leaf_hash)))
}

const main = () => (mainSealer ??= sealer())
let mainSealer: ReturnType<typeof sealer> | undefined

test('what happened and was decided is sealed once, in leaves as core.md has them, under a signed checkpoint', async () => {
  const goods = await harvest(t.deps, farm)
  await sell(t.deps, goods, shop)
  const [events, decisions] = [await count('trace.event'), await count('platform.journal')]
  expect(events).toBe(3)
  const done = await main().all()
  expect(done).toMatchObject({ state: 'sealed', leaves: events + decisions, size: events + decisions, more: false })
  expect(await count('trace.unsealed')).toBe(0)
  expect(await count('platform.unsealed')).toBe(0)
  expect(await count('proof.leaf', "kind = 'event'")).toBe(events)
  expect(await count('proof.leaf', "kind = 'decision'")).toBe(decisions)

  const leaves = await t.db.selectFrom('proof.leaf').selectAll().orderBy('leafIndex').execute()
  for (const l of leaves)
    expect(toHex(hashOfLeaf(leafOf({ ...l, kind: l.kind as 'event' })))).toBe(l.leafHash.toString('hex'))
  // the commitment is over the nonce and the very text that is kept
  const { rows } = await t.owner.query<{ same: boolean }>(
    `select l.commitment = sha256(b.nonce || convert_to(b.body, 'UTF8')) as same from proof.leaf l
     join trace.event_body b using (party_id, event_id)`,
  )
  expect(rows.map((r) => r.same)).toEqual([true, true, true])

  const { note } = main().published()
  const checkpoint = readCheckpoint(note)!
  expect(checkpoint).toMatchObject({ origin: 'sy.example/log', size: done.size })
  expect(toHex(checkpoint.root)).toBe(await rootFromLeaves(done.size))
  expect(signedBy(note, await logKeys(t.db))?.map((k) => k.algorithm)).toEqual(['Ed25519'])
  expect(await main().all()).toMatchObject({ leaves: 0, size: done.size })
  expect(await count('proof.checkpoint')).toBe(1)
})

test('the tree grows by any batch to what the leaves alone give, and only whole subtrees are stored', async () => {
  const goods = await harvest(t.deps, farm, '1000')
  for (let i = 0; i < 30; i++) await send(t.deps, goods, shop, '1')
  for (let done = await seal(main().deps, 3); done.more; done = await seal(main().deps, 3));
  await main().all()
  const n = await size()
  expect(n).toBeGreaterThan(40)
  for (const at of [1, 2, 15, 16, 17, 31, 32, 33, n - 1, n])
    expect((await rootAt(t.db, at)).toString('hex')).toBe(await rootFromLeaves(at))
  const { rows } = await t.owner.query<{ size: string; root: Buffer }>('select size, root from proof.checkpoint')
  for (const c of rows) expect(c.root.toString('hex')).toBe(await rootFromLeaves(Number(c.size)))
  expect(await count('proof.node', `level < ${storedFrom}`)).toBe(0)
  expect(await count('proof.node', 'level = 4')).toBe(Math.floor(n / 16))
  expect(await count('proof.node', 'level = 5')).toBe(Math.floor(n / 32))
})

test('of two who seal at once one does; nothing is sealed twice and nothing is left', async () => {
  const goods = await harvest(t.deps, farm, '1000')
  for (let i = 0; i < 10; i++) await send(t.deps, goods, shop, '1')
  const before = await size()
  const waiting = (await count('trace.unsealed')) + (await count('platform.unsealed'))
  // another process, with the same keys and its own copy of what was published
  const other = sealer()
  cpSync(main().file.replace('checkpoint.json', 'log-key.json'), other.file.replace('checkpoint.json', 'log-key.json'))
  const rounds = await Promise.all(
    Array.from({ length: 12 }, (_, i) => seal((i % 2 ? main() : other).deps, 2).catch((e: Error) => e)),
  )
  expect(rounds.filter((r) => r instanceof Error)).toEqual([])
  await main().all()
  await other.all()
  expect(await size()).toBe(before + waiting)
  expect(await count('proof.leaf')).toBe(before + waiting)
  expect((await rootAt(t.db, before + waiting)).toString('hex')).toBe(await rootFromLeaves(before + waiting))
  expect(other.published().size).toBe(before + waiting)
})

test('a seal that is cut off at any statement leaves nothing of itself, and the next one goes on', async () => {
  const goods = await harvest(t.deps, farm)
  await send(t.deps, goods, shop)
  const before = [await count('proof.leaf'), await count('proof.node'), await count('proof.checkpoint'), await size()]
  for (const table of ['proof.leaf', 'proof.decision_nonce', 'proof.checkpoint']) {
    // the connection ends as when the process is killed: the statement on this table ends its own backend
    await t.owner.query(`create function proof.cut() returns trigger language plpgsql security definer as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`)
    await t.owner.query(`create trigger cut before insert on ${table} execute function proof.cut()`)
    await expect(seal(main().deps)).rejects.toThrow()
    await t.owner.query(`drop trigger cut on ${table}`)
    await t.owner.query('drop function proof.cut')
    expect([
      await count('proof.leaf'),
      await count('proof.node'),
      await count('proof.checkpoint'),
      await size(),
    ]).toEqual(before)
  }
  const waiting = (await count('trace.unsealed')) + (await count('platform.unsealed'))
  expect(waiting).toBeGreaterThan(0)
  expect(await main().all()).toMatchObject({ state: 'sealed', leaves: waiting })
  expect((await rootAt(t.db, await size())).toString('hex')).toBe(await rootFromLeaves(await size()))
})

test('a checkpoint that was committed and not yet published is published by the next run', async () => {
  const old = JSON.stringify(main().published())
  await harvest(t.deps, farm)
  await main().all()
  const { size: newest } = main().published()
  writeFileSync(main().file, old) // as if the process had been killed between the two
  expect(await main().all()).toMatchObject({ state: 'sealed', leaves: 0 })
  expect(main().published().size).toBe(newest)
})

test('national crypto adds a signature by SM2; each of the two is checked', async () => {
  const national = sealer({ nationalCrypto: true })
  cpSync(
    main().file.replace('checkpoint.json', 'log-key.json'),
    national.file.replace('checkpoint.json', 'log-key.json'),
  )
  await harvest(t.deps, farm)
  await national.all()
  const { note } = national.published()
  const keys = await logKeys(t.db)
  expect(signedBy(note, keys)?.map((k) => k.algorithm)).toEqual(['Ed25519', 'SM2'])
  const sm2 = keys.find((k) => k.algorithm === 'SM2')!
  expect(signedBy(note, [sm2])).toEqual([sm2])
  const lines = note.split('\n')
  const spoilt = (i: number) =>
    lines
      .with(
        i,
        lines[i]!.replace(/.{6}$/, (end) => (end === 'AAAAA=' ? 'BBBBB=' : 'AAAAA=')),
      )
      .join('\n')
  const last = lines.length - 2
  expect(signedBy(spoilt(last), keys)).toBeUndefined()
  expect(signedBy(spoilt(last - 1), keys)).toBeUndefined()
  expect(signedBy(note.replace('sy.example/log\n', 'sy.example/gol\n'), keys)).toBeUndefined()
})

test('a database older than what was published signs nothing until somebody answers for it', async () => {
  await main().all()
  const before = await size()
  await harvest(t.deps, farm)
  await main().all()
  const published = main().published().size
  expect(published).toBeGreaterThan(before)
  // restored to before: the newest leaves and checkpoint are gone
  for (const text of [
    `delete from proof.checkpoint where size > ${before}`,
    `delete from proof.leaf where leaf_index >= ${before}`,
    `delete from proof.node where (node_index + 1) * 2 ^ level > ${before}`,
  ])
    await t.owner.query(text)
  await harvest(t.deps, farm)
  expect(await main().all()).toMatchObject({ state: 'halted', size: before })
  expect(await main().all()).toMatchObject({ state: 'halted', size: before })
  expect(await size()).toBe(before)
  expect(await count('proof.halt')).toBe(1)
  const halt = await openHalt(t.db)
  expect(halt).toMatchObject({ reason: 'behind', publishedSize: String(published), size: String(before) })

  await expect(acknowledge(t.owner, ' ', t.deps.clock())).rejects.toThrow('reason')
  expect(await acknowledge(t.owner, 'restored from the copy of the night', t.deps.clock())).toMatchObject({
    reason: 'behind',
  })
  expect(await openHalt(t.db)).toBeUndefined()
  expect(await main().all()).toMatchObject({ state: 'sealed' })
  expect(await size()).toBeGreaterThan(before)
  expect(main().published().size).toBe(await size())
  expect(await acknowledge(t.owner, 'again', t.deps.clock())).toBeUndefined()
})

test('a log beside what was published, or signed with another key, signs nothing either', async () => {
  await main().all()
  const stranger = sealer()
  expect(await stranger.all()).toMatchObject({ state: 'halted' })
  expect(await openHalt(t.db)).toMatchObject({ reason: 'other_key' })
  await acknowledge(t.owner, 'the key was lost with the disk', t.deps.clock())
  await harvest(t.deps, farm)
  expect(await stranger.all()).toMatchObject({ state: 'sealed' })
  expect(signedBy(stranger.published().note, await logKeys(t.db))).toHaveLength(1)

  // the published root is another than the one the leaves give
  const { note } = stranger.published()
  const root = note.split('\n')[2]!
  const other = Buffer.from(leafHash(Buffer.from('x'))).toString('base64')
  writeFileSync(stranger.file, JSON.stringify({ note: note.replace(root, other) }))
  expect(await stranger.all()).toMatchObject({ state: 'halted' })
  expect(await openHalt(t.db)).toMatchObject({ reason: 'beside' })
  await acknowledge(t.owner, 'test', t.deps.clock())
  expect(await stranger.all()).toMatchObject({ state: 'sealed' })
})

test('the application may append to the log and neither change nor remove what is in it', async () => {
  for (const table of ['leaf', 'node', 'checkpoint', 'key', 'decision_nonce', 'halt', 'erasure', 'acknowledgement']) {
    const { rows } = await t.owner.query<{ privilege: string }>(
      `select privilege_type as privilege from information_schema.role_table_grants
       where table_schema = 'proof' and table_name = $1 and grantee = $2 order by 1`,
      [table, new URL(t.appUrl).username],
    )
    const may = rows.map((r) => r.privilege)
    expect(may).toEqual(['erasure', 'acknowledgement'].includes(table) ? ['SELECT'] : ['INSERT', 'SELECT'])
  }
  await expect(t.db.updateTable('proof.leaf').set({ commitment: null }).execute()).rejects.toThrow('permission denied')
  await expect(t.db.deleteFrom('proof.checkpoint').execute()).rejects.toThrow('permission denied')
})

test('a body that was gone before the seal is sealed as gone, not passed over', async () => {
  const { holdingId } = await harvest(t.deps, farm)
  const { rows } = await t.owner.query<{ event_id: string }>(
    'select event_id from trace.holding_event where holding_id = $1',
    [holdingId],
  )
  await t.owner.query('delete from trace.event_body where event_id = $1', [rows[0]!.event_id])
  const stranger = sealer({ log: { key: '33'.repeat(32), sm2Key: '44'.repeat(32) } })
  await stranger.all()
  await acknowledge(t.owner, 'test', t.deps.clock())
  expect(await stranger.all()).toMatchObject({ state: 'sealed' })
  expect(await count('proof.leaf', `event_id = '${rows[0]!.event_id}' and commitment is null`)).toBe(1)
  const leaf = await t.db.selectFrom('proof.leaf').selectAll().where('commitment', 'is', null).executeTakeFirstOrThrow()
  expect(toHex(hashOfLeaf(leafOf({ ...leaf, kind: 'event' })))).toBe(leaf.leafHash.toString('hex'))
})
