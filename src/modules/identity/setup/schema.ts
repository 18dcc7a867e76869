import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'
import { Login, NewPassword } from '../account/schema.ts'
import { Name } from '../party/schema.ts'

export const FirstAdministrator = z.object({
  token: z.string().min(1).max(200),
  agencyName: Name,
  name: z.string().trim().min(1).max(50),
  login: Login,
  password: NewPassword,
})
export type FirstAdministrator = z.infer<typeof FirstAdministrator>
export const setUp = raw({
  name: 'setUp',
  method: 'POST',
  path: '/api/setup',
  permission: 'public',
  input: FirstAdministrator,
  output: z.object({ accountId: z.uuid(), partyId: z.uuid() }),
  summary: { zh: '用一次性链接建立第一个管理员', en: 'Create the first administrator with the one-time link' },
  answers: ['application/json'],
})
export const setUpPage = raw({
  name: 'setUpPage',
  path: '/setup',
  permission: 'public',
  input: z.object({ token: z.string().max(200).default('') }),
  output: z.string(),
  summary: { zh: '第一个管理员的设置页', en: 'Page for creating the first administrator' },
  answers: ['text/html'],
})
export const setUpForm = raw({
  name: 'setUpForm',
  method: 'POST',
  path: '/setup',
  permission: 'public',
  input: z.object(Object.fromEntries(Object.keys(FirstAdministrator.shape).map((k) => [k, z.string().max(1000)]))),
  output: z.string(),
  summary: { zh: '提交设置页', en: 'The form of that page' },
  answers: ['text/html'],
})
