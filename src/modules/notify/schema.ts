import * as z from 'zod'
import { command, query } from '../../platform/endpoint.ts'
import { noticeKinds } from './rules.ts'

export const Notice = z
  .object({
    noticeId: z.uuid(),
    kind: z.enum(noticeKinds),
    /** What to say, in the reader's language. */
    text: z.string(),
    /** Ids to open what it is about: holdId and issuerId, transferId and sellerId, filingId … */
    data: z.record(z.string(), z.json()),
    createdAt: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof Notice>

export const listNotices = query({
  name: 'listNotices',
  path: '/api/notices',
  permission: 'notice:read',
  summary: { zh: '通知', en: 'Notices to this organisation, newest first' },
  input: z.object({
    /** Only what nobody here has read. */
    unread: z.enum(['yes', 'no']).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Notice), unread: z.int(), nextCursor: z.string().nullable() }),
})

export const markNoticesRead = command({
  name: 'markNoticesRead',
  path: '/api/notices/read',
  permission: 'notice:read',
  summary: { zh: '标为已读', en: 'Mark notices as read' },
  /** Without ids: all that there are. */
  input: z.object({ noticeIds: z.array(z.uuid()).max(500).optional() }),
  output: z.object({ unread: z.int() }),
})

export const notifyEndpoints = [listNotices, markNoticesRead] as const
