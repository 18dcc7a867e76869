import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'

export const verifyPage = raw({
  name: 'verifyPage',
  path: '/verify',
  permission: 'public',
  summary: { zh: '核验存证的页面', en: 'Page that checks a proof in the browser' },
  input: z.object({ lang: z.enum(['zh', 'en']).optional() }),
  output: z.unknown(),
  answers: ['text/html'],
})

export const verifyScript = raw({
  name: 'verifyScript',
  path: '/verify/verify.js',
  permission: 'public',
  summary: { zh: '核验存证页面的脚本', en: 'Script of the page that checks a proof' },
  input: z.object({}),
  output: z.unknown(),
  answers: ['text/javascript'],
})

export const verifyEndpoints = [verifyPage, verifyScript] as const
