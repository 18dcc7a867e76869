import * as z from 'zod'
import { command, query } from '../../platform/endpoint.ts'
import { runKinds } from './rules.ts'

const Names = z.object({ zh: z.string(), en: z.string() })
const Id = z.uuid().toLowerCase()
const Line = (max: number) => z.string().trim().min(1).max(max)
const Cursor = z.string().max(300).optional()
const Limit = z.coerce.number().int().min(1).max(200).default(50)

const Counts = z.object({
  /** Past their time, and nothing keeps them. */
  due: z.int(),
  /** Not past their time yet, or nobody knows from when it runs. */
  kept: z.int(),
  /** Past their time, and something open keeps them. */
  blocked: z.int(),
  /** Archived or purged by this run; 0 of a trial. */
  done: z.int(),
})

export const RetentionRun = z
  .object({
    runId: z.uuid(),
    /** `archive`: texts go to the archive · `purge_persons`: personal values leave it · `purge`: all a record said does. */
    what: z.enum(runKinds),
    /** Counts only. */
    trial: z.boolean(),
    state: z.enum(['running', 'finished', 'stopped']),
    profile: z.string().nullable(),
    operatorId: z.uuid().nullable(),
    operatorName: z.string().nullable(),
    decisionNo: z.string().nullable(),
    reason: z.string(),
    /** Civil day for which times are reckoned. */
    today: z.string(),
    /** Operators looked at so far. */
    parties: z.int(),
    counts: Counts,
    /** Account; that of the platform where it was started beside it. */
    startedBy: z.guid(),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'RetentionRun' })
export type RetentionRun = z.infer<typeof RetentionRun>

export const startRetention = command({
  name: 'startRetention',
  path: '/api/retention/runs',
  permission: 'retention:run',
  summary: {
    zh: '开始归档或销毁到期记录(可先试算)',
    en: 'Archive or purge records past their time, or count them first',
  },
  input: z.object({
    what: z.enum(runKinds),
    trial: z.boolean(),
    /** Only of this chain. */
    profile: Line(60).optional(),
    /** Only of this operator; else of all in one's jurisdiction. */
    operatorId: Id.optional(),
    /** Number of the decision; needed to purge. It goes into the log. */
    decisionNo: Line(100).optional(),
    reason: Line(500),
  }),
  output: RetentionRun,
})

export const stopRetention = command({
  name: 'stopRetention',
  path: '/api/retention/runs/:runId/stop',
  permission: 'retention:run',
  summary: { zh: '停止一次归档或销毁', en: 'Stop a run; what it has done stays done' },
  input: z.object({ runId: Id }),
  output: RetentionRun,
})

export const listRetentionRuns = query({
  name: 'listRetentionRuns',
  path: '/api/retention/runs',
  permission: 'retention:run',
  summary: { zh: '本机构的归档和销毁记录', en: 'Runs of one’s agency, newest first' },
  input: z.object({ cursor: Cursor, limit: Limit }),
  output: z.object({ items: z.array(RetentionRun), nextCursor: z.string().nullable() }),
})

export const getRetentionRun = query({
  name: 'getRetentionRun',
  path: '/api/retention/runs/:runId',
  permission: 'retention:run',
  summary: { zh: '一次归档或销毁的结果', en: 'A run: by chain and event, what is due, kept and blocked, and why' },
  input: z.object({ runId: Id }),
  output: RetentionRun.extend({
    lines: z.array(
      z.object({
        profile: z.string(),
        profileNames: Names,
        event: z.string(),
        eventNames: Names,
        outcome: z.enum(['due', 'kept', 'blocked']),
        /** Words under `retention.reason.`. */
        reasons: z.array(z.string()),
        records: z.int(),
        operators: z.int(),
      }),
    ),
  }),
})

export const listRetentionOperators = query({
  name: 'listRetentionOperators',
  path: '/api/retention/runs/:runId/operators',
  permission: 'retention:run',
  summary: { zh: '一次归档或销毁涉及的主体', en: 'Operators of a run with their counts' },
  input: z.object({
    runId: Id,
    outcome: z.enum(['due', 'kept', 'blocked']).optional(),
    cursor: Cursor,
    limit: Limit,
  }),
  output: z.object({
    items: z.array(
      z.object({
        partyId: z.uuid(),
        partyName: z.string(),
        due: z.int(),
        kept: z.int(),
        blocked: z.int(),
        /** What keeps those that are blocked. */
        reasons: z.array(z.string()),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
})

export const RecordRetention = z
  .object({
    partyId: z.uuid(),
    recordId: z.uuid(),
    /** Last day on which it must be kept; null: nobody knows yet. */
    until: z.string().nullable(),
    /** By rules of law alone; what is longer in `until` is ours. */
    lawUntil: z.string().nullable(),
    outcome: z.enum(['due', 'kept', 'blocked']),
    reasons: z.array(z.string()),
    because: z.array(
      z.object({
        months: z.int(),
        from: z.enum(['record', 'sale', 'shelf_life_end', 'expiry', 'life_end']),
        since: z.string().nullable(),
        until: z.string().nullable(),
        source: z.string(),
        confidence: z.enum(['law', 'standard', 'document', 'practice', 'design']),
      }),
    ),
    archivedAt: z.string().nullable(),
    personsPurgedAt: z.string().nullable(),
    purgedAt: z.string().nullable(),
    /** The decision that purged it, or its persons. */
    decision: z.string().nullable(),
  })
  .meta({ id: 'RecordRetention' })

export const getRecordRetention = query({
  name: 'getRecordRetention',
  path: '/api/production/records/:recordId/retention',
  permission: 'production:read',
  summary: { zh: '一条记录保存到何时、依据什么', en: 'How long a record is kept, by which rules, and what keeps it' },
  input: z.object({ recordId: Id, partyId: Id.optional() }),
  output: RecordRetention,
})

export const openArchivedRecord = command({
  name: 'openArchivedRecord',
  path: '/api/archive/records/:recordId/open',
  permission: 'archive:open',
  summary: {
    zh: '调阅已归档的记录(留痕)',
    en: 'Read an archived record again; who did, and why, stays in the journal',
  },
  input: z.object({ partyId: Id, recordId: Id, reason: z.string().trim().min(2).max(500) }),
  output: z.object({
    partyId: z.uuid(),
    recordId: z.uuid(),
    archivedAt: z.string(),
    keptUntil: z.string(),
    /** Fields, with masks for persons; findings; text and nonce of the event, by which its proof can be checked. */
    content: z.record(z.string(), z.unknown()),
  }),
})

export const retentionEndpoints = [
  startRetention,
  stopRetention,
  listRetentionRuns,
  getRetentionRun,
  listRetentionOperators,
  getRecordRetention,
  openArchivedRecord,
] as const
