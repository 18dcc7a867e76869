import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'
import { languages } from '../../../platform/i18n.ts'
import { NewPassword, Password } from '../account/schema.ts'
import { DivisionRef } from '../division/schema.ts'
import { themes, typeSizes } from '../rules.ts'

const json = ['application/json']
/** Who am I: answered to visitors too, with nulls. */
export const Session = z
  .object({
    account: z
      .object({ accountId: z.uuid(), login: z.string(), name: z.string(), mustChangePassword: z.boolean() })
      .nullable(),
    party: z
      .object({
        partyId: z.uuid(),
        kind: z.enum(['platform', 'agency', 'operator']),
        name: z.string(),
        /** What it works in. `sectors` below: what one may do for an agency. */
        sectors: z.array(z.string()),
      })
      .nullable(),
    roles: z.array(z.string()),
    permissions: z.array(z.string()),
    divisions: z.array(DivisionRef),
    sectors: z.array(z.string()),
    /** The one chosen, else the browser's. */
    language: z.enum(languages),
    typeSize: z.enum(typeSizes),
    theme: z.enum(themes),
    /** To be sent as `x-csrf-token` with everything but GET. */
    csrfToken: z.string().nullable(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>
export const signIn = raw({
  name: 'signIn',
  method: 'POST',
  path: '/api/session',
  permission: 'public',
  input: z.object({ login: z.string().min(1).max(200), password: Password }),
  output: Session,
  summary: { zh: '登录', en: 'Sign in' },
  answers: json,
})
export const showSession = raw({
  name: 'showSession',
  path: '/api/session',
  permission: 'public',
  input: z.object({}),
  output: Session,
  summary: { zh: '我是谁、有哪些权限、管辖哪里', en: 'Who am I, what may I do, where' },
  answers: json,
})
export const signOut = raw({
  name: 'signOut',
  method: 'POST',
  path: '/api/session/end',
  permission: 'public',
  input: z.object({}),
  output: z.object({}),
  summary: { zh: '退出登录', en: 'Sign out' },
  answers: json,
})
export const changePassword = raw({
  name: 'changePassword',
  method: 'POST',
  path: '/api/session/password',
  permission: 'signed-in',
  input: z.object({ password: Password, newPassword: NewPassword }),
  output: z.object({}),
  summary: { zh: '修改自己的密码,其他设备退出登录', en: 'Change one’s own password; other devices are signed out' },
  answers: json,
})
