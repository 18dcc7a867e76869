import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { Page, Sector, Sectors } from '../party/schema.ts'
import { passwordLength, roleNames } from '../rules.ts'

export const Role = z.enum(roleNames).meta({ id: 'Role' })
/** Lower case; letters of any script, digits and . _ @ - */
export const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{2,63}$/u)
export const Password = z.string().min(1).max(1000)
export const NewPassword = z
  .string()
  .min(1)
  .max(1000)
  .describe(`${passwordLength.min}–${passwordLength.max} characters`)
export const Account = z
  .object({
    accountId: z.uuid(),
    partyId: z.uuid(),
    login: z.string(),
    name: z.string(),
    /** Masked: 138****5678. */
    phone: z.string().nullable(),
    roles: z.array(Role),
    /** Narrower than its agency's; null: all of them. */
    sectors: z.array(Sector).nullable(),
    state: z.enum(['open', 'disabled']),
    mustChangePassword: z.boolean(),
    createdAt: z.string(),
    signedInAt: z.string().nullable(),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof Account>
const TemporaryPassword = {
  /** Shown once; must be changed when it is first used, and before `expiresAt`. */
  temporaryPassword: z.string(),
  expiresAt: z.string(),
}
const Roles = z
  .array(Role)
  .min(1)
  .refine((s) => new Set(s).size === s.length)
export const createAccount = command({
  name: 'createAccount',
  path: '/api/accounts',
  permission: 'account:manage',
  input: z.object({
    /** The agency it is for; one's own party when absent. */
    partyId: z.uuid().optional(),
    login: Login,
    name: z.string().trim().min(1).max(50),
    phone: z.string().max(30).optional(),
    roles: Roles,
    sectors: Sectors.optional(),
  }),
  output: z.object({ accountId: z.uuid(), login: z.string(), ...TemporaryPassword }),
  summary: { zh: '开账号,得到一次性初始密码', en: 'Open an account; answers a temporary password' },
})
export const listAccounts = query({
  name: 'listAccounts',
  path: '/api/accounts',
  permission: 'account:read',
  input: z.object({ partyId: z.uuid().optional(), ...Page }),
  output: z.object({ items: z.array(Account), nextCursor: z.string().nullable() }),
  summary: { zh: '本单位(或由我分配的单位)的账号', en: 'Accounts of one’s own party, or of one it allocates to' },
})
const OneAccount = z.object({ accountId: z.uuid() })
export const changeAccountRoles = command({
  name: 'changeAccountRoles',
  path: '/api/accounts/:accountId/roles',
  permission: 'account:manage',
  input: OneAccount.extend({ roles: Roles, sectors: Sectors.nullable().default(null) }),
  output: Account,
  summary: { zh: '开通或收回权限', en: 'Change the roles and sectors of an account' },
})
export const disableAccount = command({
  name: 'disableAccount',
  path: '/api/accounts/:accountId/disable',
  permission: 'account:manage',
  input: OneAccount,
  output: Account,
  summary: { zh: '停用账号,立即退出登录', en: 'Disable an account; it is signed out at once' },
})
export const enableAccount = command({
  name: 'enableAccount',
  path: '/api/accounts/:accountId/enable',
  permission: 'account:manage',
  input: OneAccount,
  output: Account,
  summary: { zh: '恢复账号', en: 'Enable an account again' },
})
export const resetPassword = command({
  name: 'resetPassword',
  path: '/api/accounts/:accountId/password',
  permission: 'account:manage',
  input: OneAccount,
  output: z.object({ accountId: z.uuid(), login: z.string(), ...TemporaryPassword }),
  summary: { zh: '重置密码,得到一次性密码', en: 'Reset a password; answers a temporary one' },
})
export const unmaskAccountPhone = command({
  name: 'unmaskAccountPhone',
  path: '/api/accounts/:accountId/phone',
  permission: 'person:unmask',
  input: OneAccount.extend({ reason: z.string().trim().min(2).max(200) }),
  output: z.object({ accountId: z.uuid(), phone: z.string().nullable() }),
  summary: { zh: '查看完整手机号(留痕)', en: 'Show a phone number in full; journalled' },
})
