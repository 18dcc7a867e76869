import { timingSafeEqual } from 'node:crypto'
import type { Db } from '../../../platform/db.ts'
import type { Permission } from '../../../platform/permissions.ts'
import { countAttempt, secondsLeft } from '../../../platform/rate.ts'
import { newSecret, secretHash } from '../account/secrets.ts'
import { findClient } from '../session/queries.ts'
import { type OAuthError, permissionsOfScope, tokenLimits, tokenSeconds } from './rules.ts'

/** Why no token was given, as RFC 6749 §5.2 says it. */
export class OAuthRefusal extends Error {
  readonly error: OAuthError
  readonly status: number
  readonly retryAfter: number | undefined
  constructor(
    error: OAuthError,
    description: string,
    { status = 400, retryAfter }: { status?: number; retryAfter?: number } = {},
  ) {
    super(description)
    this.error = error
    this.status = status
    this.retryAfter = retryAfter
  }
}

const fields = ['grant_type', 'scope', 'client_id', 'client_secret'] as const
export type TokenRequest = { authorization: string | undefined; form: URLSearchParams; address: string }

/**
 * Gives a machine client a token for a part of its permissions. Who it is: HTTP Basic with both parts form-encoded
 * (§2.3.1), or `client_id` and `client_secret` in the body, never both.
 * @throws OAuthRefusal
 */
export async function issueToken(db: Db, now: string, { authorization, form, address }: TokenRequest) {
  await limit(db, `oauth-from:${address}`, tokenLimits.address, now)
  for (const name of fields)
    if (form.getAll(name).length > 1) throw new OAuthRefusal('invalid_request', `${name} is given more than once`)
  const given = credentials(authorization, form)
  const client = uuid.test(given.id) ? await findClient(db, given.id.toLowerCase()) : undefined
  if (!client || !timingSafeEqual(client.secretHash, secretHash(given.secret)))
    throw new OAuthRefusal('invalid_client', 'unknown client, wrong secret, or disabled', { status: 401 })
  await limit(db, `oauth-client:${client.clientId}`, tokenLimits.client, now)
  const grant = form.get('grant_type')
  if (!grant) throw new OAuthRefusal('invalid_request', 'grant_type is missing')
  if (grant !== 'client_credentials')
    throw new OAuthRefusal('unsupported_grant_type', 'only client_credentials is supported')
  // an empty parameter is as good as none (§3.1)
  const permissions = permissionsOfScope(form.get('scope') || undefined, client.permissions)
  if (!permissions) throw new OAuthRefusal('invalid_scope', `the client has: ${client.permissions.join(' ')}`)
  const token = newSecret()
  const { clientId } = client
  const expiresAt = new Date(Date.parse(now) + tokenSeconds * 1000).toISOString()
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('identity.token').where('clientId', '=', clientId).where('expiresAt', '<=', now).execute()
    await tx
      .insertInto('identity.token')
      .values({ tokenHash: secretHash(token), clientId, permissions, createdAt: now, expiresAt })
      .execute()
  })
  return {
    access_token: token,
    token_type: 'Bearer' as const,
    expires_in: tokenSeconds,
    scope: permissions.join(' '),
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function credentials(authorization: string | undefined, form: URLSearchParams): { id: string; secret: string } {
  const [id, secret] = [form.get('client_id'), form.get('client_secret')]
  if (authorization === undefined) {
    if (!id || secret === null) throw new OAuthRefusal('invalid_client', 'no client authentication', { status: 401 })
    return { id, secret }
  }
  if (secret !== null) throw new OAuthRefusal('invalid_request', 'two ways of client authentication at once')
  const [, encoded] = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization.trim()) ?? []
  if (!encoded) throw new OAuthRefusal('invalid_client', 'HTTP Basic expected', { status: 401 })
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const basic = { id: decoded(name), secret: decoded(rest.join(':')) }
  if (id && id !== basic.id) throw new OAuthRefusal('invalid_request', 'client_id differs from HTTP Basic')
  return basic
}

/** Form-encoded text as it was meant; as it is where it is not form-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

async function limit(db: Db, key: string, { attempts, seconds }: { attempts: number; seconds: number }, now: string) {
  if ((await countAttempt(db, key, seconds, now)) <= attempts) return
  const retryAfter = await secondsLeft(db, key, seconds, now)
  throw new OAuthRefusal('temporarily_unavailable', `too many requests; again in ${retryAfter} s`, {
    status: 429,
    retryAfter,
  })
}

/** What a token lets its client do now: fewer once the client lost some; undefined when it ended or the client is disabled. */
export async function clientOfToken(db: Db, token: string, now: string) {
  const row = await db
    .selectFrom('identity.token')
    .select(['clientId', 'permissions'])
    .where('tokenHash', '=', secretHash(token))
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  const client = row && (await findClient(db, row.clientId))
  return (
    client && { ...client, permissions: row.permissions.filter((p) => client.permissions.includes(p)) as Permission[] }
  )
}
