import { pieceIdentifier } from '../../src/modules/serial/rules.ts'
import { newId, stableId } from '../../src/platform/id.ts'
import type { World } from './world.ts'

const made = new WeakMap<World, Promise<{ uploadId: string; code: string; child: string }>>()

/** An upload of codes by `world.operator` that is done: a case with one piece in it. */
export const codesOf = (world: World) => {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

async function make({ t, operator }: World) {
  const { partyId } = operator
  const uploadId = newId()
  const at = t.deps.clock()
  const [code, child] = ['89999990000000000001', '89999990000000000002'] as const
  const read = (text: string) => pieceIdentifier(text, ['cn.drug.ms20'])!
  const row = (text: string, level: number) => ({
    ...{ homeId: partyId, code: text, itemId: stableId(read(text).identifier), scheme: 'cn.drug.ms20', level },
    ...{ makerId: partyId, uploadId, createdAt: at },
  })
  await t.db
    .insertInto('serial.upload')
    .values({
      ...{
        partyId,
        uploadId,
        accountId: partyId,
        profile: 'drug',
        sector: 'crop',
        fileName: '示例.csv',
        format: 'csv',
      },
      ...{ fileHash: Buffer.alloc(32), bytes: 1, state: 'done', happenedAt: at, createdAt: at, finishedAt: at },
      ...{ rowsTotal: 2, pieces: 1, packs: 1, sealed: 1, homes: [partyId] },
    })
    .execute()
  await t.db
    .insertInto('trace.namespace')
    .values({ key: read(code).namespace, homeId: partyId, ownerId: partyId })
    .execute()
  await t.db
    .insertInto('serial.code')
    .values([row(code, 2), row(child, 1)])
    .execute()
  await t.db
    .insertInto('trace.contained')
    .values({
      ...{ homeId: partyId, childId: row(child, 1).itemId, parentHome: partyId, parentId: row(code, 2).itemId },
      ...{ fromTime: at, fromEvent: newId() },
    })
    .execute()
  return { uploadId, code, child }
}
