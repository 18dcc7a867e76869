import * as z from 'zod'
import { command, query } from '../../platform/endpoint.ts'
import { noticeKinds } from './rules.ts'

export const Notice = z
  .object({
    noticeId: z.uuid(),
    kind: z.enum(noticeKinds),
    about: z.string(),
    /** Who it comes from. */
    fromId: z.uuid(),
    fromName: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
    /** The notice as a sentence in the reader's language. */
    text: z.string(),
    createdAt: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof Notice>

export const listNotices = query({
  name: 'listNotices',
  path: '/api/notices',
  permission: 'notice:read',
  summary: { zh: '本单位的通知,新的在前', en: "One's own notices, newest first" },
  input: z.object({
    unread: z.enum(['yes']).optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Notice), nextCursor: z.string().nullable(), unread: z.int() }),
})

export const markNoticesRead = command({
  name: 'markNoticesRead',
  path: '/api/notices/read',
  permission: 'notice:read',
  summary: { zh: '标为已读', en: 'Mark notices as read' },
  input: z.object({ noticeIds: z.array(z.uuid()).min(1).max(200) }),
  output: z.object({ read: z.int() }),
})

export const notifyEndpoints = [listNotices, markNoticesRead]
