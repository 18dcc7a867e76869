import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'

/** Events or list members of a page where the client does not say (openapi.yaml), and at most. */
export const perPageDefault = 30
export const perPageMost = 1000

const documents = ['application/json', 'application/ld+json', 'application/xml', 'text/xml'] as const
const json = ['application/json'] as const

/** Paging; every other parameter is one of the query language (docs/domain/epcis.md) and is read by `readQuery`. */
const Paged = z.looseObject({ perPage: z.unknown().optional(), nextPageToken: z.unknown().optional() })
const Id = z.string().min(1).max(16_384)

export const getEpcisRoot = raw({
  name: 'getEpcisRoot',
  path: '/epcis',
  permission: 'epcis:query',
  summary: { zh: 'EPCIS 接口的资源', en: 'Resources of the EPCIS interface' },
  input: z.object({}),
  output: z.unknown(),
  answers: json,
})

export const queryEvents = raw({
  name: 'queryEvents',
  path: '/epcis/events',
  permission: 'epcis:query',
  summary: { zh: '按 EPCIS 查询语言查询事件', en: 'Events by the EPCIS query language' },
  input: Paged,
  output: z.unknown(),
  answers: documents,
})

export const getEpcisEvent = raw({
  name: 'getEpcisEvent',
  path: '/epcis/events/:eventID',
  permission: 'epcis:query',
  summary: { zh: '一个事件及其更正声明', en: 'One event and its error declarations' },
  input: z.object({ eventID: Id }),
  output: z.unknown(),
  answers: documents,
})

/** A branch of the resource tree: its values, what there is of one value, and the events with it. */
const branch = <const N extends string, const P extends string>(
  name: N,
  path: P,
  key: string,
  what: { zh: string; en: string },
) => ({
  list: raw({
    name: `list${name}`,
    path: `/epcis/${path}`,
    permission: 'epcis:query',
    summary: { zh: `已知的${what.zh}`, en: `Known ${what.en}` },
    input: Paged,
    output: z.unknown(),
    answers: json,
  }),
  one: raw({
    name: `get${name}`,
    path: `/epcis/${path}/:${key}`,
    permission: 'epcis:query',
    summary: { zh: `${what.zh}的下级资源`, en: `Sub-resources of one of the ${what.en}` },
    input: z.object({ [key]: Id }),
    output: z.unknown(),
    answers: json,
  }),
  events: raw({
    name: `events${name}`,
    path: `/epcis/${path}/:${key}/events`,
    permission: 'epcis:query',
    summary: { zh: `按${what.zh}列出事件`, en: `Events by ${what.en}` },
    input: Paged.extend({ [key]: Id }),
    output: z.unknown(),
    answers: documents,
  }),
})

export const eventTypeBranch = branch('EventTypes', 'eventTypes', 'eventType', { zh: '事件类型', en: 'event types' })
export const epcBranch = branch('Epcs', 'epcs', 'epc', { zh: '物品标识', en: 'electronic product codes' })
export const bizStepBranch = branch('BizSteps', 'bizSteps', 'bizStep', { zh: '业务步骤', en: 'business steps' })
export const bizLocationBranch = branch('BizLocations', 'bizLocations', 'bizLocation', {
  zh: '业务地点',
  en: 'business locations',
})
export const readPointBranch = branch('ReadPoints', 'readPoints', 'readPoint', { zh: '读取点', en: 'read points' })
export const dispositionBranch = branch('Dispositions', 'dispositions', 'disposition', {
  zh: '处置状态',
  en: 'dispositions',
})
export const branches = [
  eventTypeBranch,
  epcBranch,
  bizStepBranch,
  bizLocationBranch,
  readPointBranch,
  dispositionBranch,
] as const

export const listQueries = raw({
  name: 'listQueries',
  path: '/epcis/queries',
  permission: 'epcis:query',
  summary: { zh: '命名查询列表', en: 'Named queries' },
  input: z.object({ perPage: z.unknown().optional(), nextPageToken: z.unknown().optional() }),
  output: z.unknown(),
  answers: json,
})

export const createQuery = raw({
  name: 'createQuery',
  method: 'POST',
  path: '/epcis/queries',
  permission: 'epcis:query',
  summary: { zh: '新建命名查询', en: 'Create a named query' },
  input: z.object({ name: z.unknown().optional(), query: z.unknown().optional() }),
  output: z.unknown(),
  answers: json,
})

const QueryName = z.object({ queryName: Id })

export const getQuery = raw({
  name: 'getQuery',
  path: '/epcis/queries/:queryName',
  permission: 'epcis:query',
  summary: { zh: '命名查询的定义', en: 'Definition of a named query' },
  input: QueryName,
  output: z.unknown(),
  answers: json,
})

export const deleteQuery = raw({
  name: 'deleteQuery',
  method: 'DELETE',
  path: '/epcis/queries/:queryName',
  permission: 'epcis:query',
  summary: { zh: '删除命名查询及其订阅', en: 'Delete a named query and its subscriptions' },
  input: QueryName,
  output: z.unknown(),
  answers: json,
})

export const queryResults = raw({
  name: 'queryResults',
  path: '/epcis/queries/:queryName/events',
  permission: 'epcis:query',
  summary: { zh: '命名查询的结果', en: 'Events of a named query' },
  input: Paged.extend({ queryName: Id }),
  output: z.unknown(),
  answers: documents,
})

export const releasePageToken = raw({
  name: 'releasePageToken',
  method: 'DELETE',
  path: '/epcis/nextPageToken/:token',
  permission: 'epcis:query',
  summary: { zh: '放弃翻页令牌', en: 'Give a page token back' },
  input: z.object({ token: z.string().min(1).max(16_384) }),
  output: z.unknown(),
  answers: json,
})

export const queryEndpoints = [
  getEpcisRoot,
  queryEvents,
  getEpcisEvent,
  ...branches.flatMap((b) => [b.list, b.one, b.events]),
  listQueries,
  createQuery,
  getQuery,
  deleteQuery,
  queryResults,
  releasePageToken,
]
