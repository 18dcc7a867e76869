import * as z from 'zod'
import { raw } from '../../platform/endpoint.ts'
import { gs1Endpoints } from './gs1/schema.ts'
import { verifyEndpoints } from './verify/schema.ts'

const html = ['text/html'] as const
const lang = z.enum(['zh', 'en']).optional()

export const scanPage = raw({
  name: 'scanPage',
  path: '/s/:code',
  permission: 'public',
  summary: { zh: '扫码页', en: 'Public page of a code' },
  input: z.object({ code: z.string().max(200), lang }),
  output: z.unknown(),
  answers: html,
})

export const lookUpCode = raw({
  name: 'lookUpCode',
  path: '/s',
  permission: 'public',
  summary: { zh: '输入追溯码查询', en: 'Look up a code that was typed' },
  input: z.object({ code: z.string().max(300).optional(), lang }),
  output: z.unknown(),
  answers: html,
})

export const homePage = raw({
  name: 'homePage',
  path: '/',
  permission: 'public',
  summary: { zh: '首页', en: 'Home page' },
  input: z.object({ lang }),
  output: z.unknown(),
  answers: html,
})

export const robots = raw({
  name: 'robots',
  path: '/robots.txt',
  permission: 'public',
  summary: { zh: '搜索引擎规则', en: 'What search engines may read' },
  input: z.object({}),
  output: z.unknown(),
  answers: ['text/plain'],
})

export const portalEndpoints = [scanPage, lookUpCode, homePage, robots, ...verifyEndpoints, ...gs1Endpoints] as const
