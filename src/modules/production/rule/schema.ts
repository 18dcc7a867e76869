import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'

const Names = z.object({ zh: z.string(), en: z.string() })

/** What a rule of the profile said of an event. */
export const Finding = z
  .object({
    rule: z.string(),
    action: z.enum(['block', 'warn', 'alarm', 'task']),
    names: Names,
    text: Names,
    source: z.string(),
    confidence: z.enum(['law', 'standard', 'document', 'practice', 'design']).nullable(),
    /** Identifiers of the items concerned. */
    items: z.array(z.string()),
    /** First day on which the event would pass, or the day a task is due. */
    from: z.string().nullable(),
  })
  .meta({ id: 'RuleFinding' })
export type Finding = z.infer<typeof Finding>

export const Task = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    taskId: z.uuid(),
    profile: z.string(),
    sector: z.string(),
    recordId: z.uuid(),
    rule: z.string(),
    text: Names,
    source: z.string(),
    dueOn: z.string().nullable(),
    openedAt: z.string(),
    doneAt: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'ProductionTask' })
export type Task = z.infer<typeof Task>

export const listTasks = query({
  name: 'listTasks',
  path: '/api/production/tasks',
  permission: 'production:read',
  summary: { zh: '规则产生的待办', en: 'Work that rules opened' },
  input: z.object({
    partyId: z.uuid().optional(),
    done: z.enum(['with', 'without', 'only']).default('without'),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Task), nextCursor: z.string().nullable() }),
})

export const finishTask = command({
  name: 'finishTask',
  path: '/api/production/tasks/:taskId/done',
  permission: 'production:record',
  summary: { zh: '办结规则产生的待办', en: 'Say that work a rule opened is done' },
  input: z.object({ taskId: z.uuid(), note: z.string().trim().min(1).max(500) }),
  output: z.object({ taskId: z.uuid(), doneAt: z.string() }),
})
