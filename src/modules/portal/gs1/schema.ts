import * as z from 'zod'
import { LINK_KEYS } from '../../../kernel/gs1/digital-link.ts'
import { raw } from '../../../platform/endpoint.ts'

const asked = { lang: z.enum(['zh', 'en']).optional(), linkType: z.string().optional() }
const answers = ['text/html', 'application/linkset+json'] as const

export const resolveLink = raw({
  name: 'resolveLink',
  path: '/:key/:value',
  permission: 'public',
  summary: {
    zh: 'GS1 数字链接解析：以任一主键开头，后接限定项',
    en: 'GS1 Digital Link resolver: any primary key, then its qualifiers',
  },
  input: z.object({ key: z.enum(LINK_KEYS), value: z.string(), ...asked }),
  output: z.unknown(),
  answers,
})

export const resolveCompressedLink = raw({
  name: 'resolveCompressedLink',
  path: '/:compressed',
  permission: 'public',
  summary: { zh: 'GS1 数字链接解析：压缩形式', en: 'GS1 Digital Link resolver: a compressed link' },
  input: z.object({ compressed: z.string(), ...asked }),
  output: z.unknown(),
  answers,
})

export const describeResolver = raw({
  name: 'describeResolver',
  path: '/.well-known/gs1resolver',
  permission: 'public',
  summary: { zh: 'GS1 数字链接解析服务说明', en: 'What the GS1 Digital Link resolver can do' },
  input: z.object({}),
  output: z.unknown(),
  answers: ['application/json'],
})

export const gs1Endpoints = [resolveLink, resolveCompressedLink, describeResolver] as const
