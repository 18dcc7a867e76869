import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'

export const issueToken = raw({
  name: 'issueToken',
  method: 'POST',
  path: '/oauth/token',
  permission: 'public',
  summary: {
    zh: '接口应用换取访问令牌(OAuth 2.0 客户端凭证)',
    en: 'Access token of a machine client (OAuth 2.0 client credentials, RFC 6749 §4.4)',
  },
  input: z.object({
    /** `client_credentials`. */
    grant_type: z.string(),
    /** Permissions separated by spaces, such as `epcis:capture epcis:query`; all of the client's when absent. */
    scope: z.string().optional(),
    /** With `client_secret`, where HTTP Basic is not used. */
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
  }),
  output: z.object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    /** Seconds. */
    expires_in: z.int(),
    scope: z.string(),
  }),
  takes: ['application/x-www-form-urlencoded'],
  answers: ['application/json'],
})
