import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import { partyNames, rowsInScope } from '../../identity/index.ts'
import type { finishTask, listTasks, Task } from './schema.ts'

/** After every day of due. */
const NEVER = '9999-12-31'
const due = sql<string>`coalesce(t.due_on, date '9999-12-31')`

/** Tasks of parties this person may see, in its sectors, the soonest due first; those without a day last. */
export async function findTasks(db: Db, actor: Actor, f: Input<typeof listTasks>): Promise<Output<typeof listTasks>> {
  const after = decodeCursor(f.cursor, ['date', 'id'])
  const rows = await db
    .selectFrom('production.task as t')
    .select(['t.partyId', 't.taskId', 't.profile', 't.sector', 't.recordId', 't.rule', 't.textZh', 't.textEn'])
    .select(['t.source', 't.dueOn', 't.openedAt', 't.doneAt', 't.note'])
    .where(rowsInScope(actor, 't.partyId', 't.sector'))
    .$if(f.partyId !== undefined, (q) => q.where('t.partyId', '=', f.partyId!))
    .$if(f.done !== 'with', (q) => q.where('t.doneAt', f.done === 'only' ? 'is not' : 'is', null))
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(${due}, t.task_id) > (${after![0]}::date, ${after![1]}::uuid)`),
    )
    .orderBy(due)
    .orderBy('t.taskId')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.dueOn ?? NEVER, r.taskId])
  const names = await partyNames(
    db,
    items.map((r) => r.partyId),
  )
  return {
    items: items.map(
      ({ textZh, textEn, ...r }): Task => ({
        ...r,
        text: { zh: textZh, en: textEn },
        partyName: names.get(r.partyId)?.name ?? '',
      }),
    ),
    nextCursor,
  }
}

/** The operator says that it is done, and how. @throws not_found `task.not_found` · conflict `task.done` */
export async function finishOwnTask(
  ctx: CommandCtx,
  { taskId, note }: Input<typeof finishTask>,
): Promise<Output<typeof finishTask>> {
  const own = ctx.db
    .selectFrom('production.task')
    .select(['taskId', 'rule', 'doneAt'])
    .where('partyId', '=', ctx.actor.partyId)
    .where('taskId', '=', taskId)
    .forUpdate()
  const task = found(await own.executeTakeFirst(), 'task', taskId)
  if (task.doneAt !== null) throw new AppError('conflict', 'task.done')
  await ctx.db
    .updateTable('production.task')
    .set({ doneAt: ctx.now, doneBy: ctx.actor.accountId, note })
    .where('partyId', '=', ctx.actor.partyId)
    .where('taskId', '=', taskId)
    .execute()
  record(ctx, 'production.taskDone', { about: taskId, data: { rule: task.rule, note } })
  return { taskId, doneAt: ctx.now }
}

/** Open work whose day has passed, by operator: for reminders. */
export async function unscopedTasksDue(db: Db, today: string) {
  const rows = await db
    .selectFrom('production.task')
    .select(['partyId', 'taskId', 'textZh', 'textEn', 'dueOn'])
    .where('doneAt', 'is', null)
    .where('dueOn', '<', today)
    .$narrowType<{ dueOn: string }>()
    .execute()
  return Map.groupBy(rows, (r) => r.partyId)
}
