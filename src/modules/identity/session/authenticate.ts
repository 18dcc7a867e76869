import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Authenticate } from '../../../platform/http.ts'
import { type Language, languageOf } from '../../../platform/i18n.ts'
import type { Permission } from '../../../platform/permissions.ts'
import { sameSecret } from '../../../platform/seal.ts'
import { secretHash } from '../account/secrets.ts'
import { clientOfToken } from '../oauth/service.ts'
import { permissionsOf } from '../rules.ts'
import { type ClientHolder, findClient, findHolder, findSession, type Holder, setSeen } from './queries.ts'
import { changePassword, showSession, signIn, signOut } from './schema.ts'

export const sessionCookie = 'suyuan_session'

/** What belongs to a session and is sent as a header: another site can send the cookie along, but cannot know this. */
export const csrfTokenOf = (token: string): string =>
  createHash('sha256').update(`suyuan.csrf\0${token}`).digest('base64url')

/** All that an account may do until it has a password of its own. */
const beforePassword: ReadonlySet<unknown> = new Set([showSession, signIn, signOut, changePassword].map((e) => e.name))
const seenEvery = 5 * 60_000
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Works out who sent a request: a machine client by access token or HTTP Basic, else a person by the session cookie, else a visitor. */
export function authenticator(deps: { db: Db; clock: () => string }): Authenticate {
  return async (req) => {
    const { authorization } = req.headers
    if (authorization !== undefined) return machine(deps, authorization, req)
    const token = req.cookies[sessionCookie]
    return token ? person(deps, token, req) : undefined
  }
}

async function person(deps: { db: Db; clock: () => string }, token: string, req: FastifyRequest) {
  const now = deps.clock()
  const hash = secretHash(token)
  const holder = await findSession(deps.db, hash, now)
  if (!holder) return undefined
  const endpoint = (req.routeOptions.config as { endpoint?: string }).endpoint
  const page = !req.routeOptions.url?.startsWith('/api/')
  // signing in over a session that is still open is how one gets a new token
  if (!['GET', 'HEAD', 'OPTIONS'].includes(req.method) && endpoint !== signIn.name) {
    const given = req.headers['x-csrf-token']
    if (typeof given !== 'string' || !sameSecret(given, csrfTokenOf(token))) {
      // a plain form on a public page has no header to send: it is a visitor's
      if (page) return undefined
      throw new AppError('forbidden', 'session.csrf_missing')
    }
  }
  if (holder.mustChangePassword && !page && !beforePassword.has(endpoint))
    throw new AppError('forbidden', 'account.must_change_password')
  if (Date.parse(now) - Date.parse(holder.seenAt) > seenEvery) await setSeen(deps.db, hash, now)
  return actorOf(holder, languageOf(req.headers['accept-language']))
}

function actorOf(h: Omit<Holder, 'seenAt' | 'mustChangePassword'>, browser: Language): Actor {
  return {
    accountId: h.accountId,
    partyId: h.partyId,
    kind: h.partyKind,
    roles: h.roles,
    permissions: permissionsOf(h.roles, h.agencyKind ?? 'operator'),
    divisions: h.agencyDivisions ?? [],
    // narrower than the agency's when the account says so, never wider
    sectors: (h.agencySectors ?? []).filter((s) => h.sectors === null || h.sectors.includes(s)),
    language: h.language ?? browser,
  }
}

async function machine(
  deps: { db: Db; clock: () => string },
  authorization: string,
  req: FastifyRequest,
): Promise<Actor> {
  const language = languageOf(req.headers['accept-language'])
  const [, token] = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization.trim()) ?? []
  if (token === undefined) return actorOfClient(await clientByBasic(deps.db, authorization), language)
  const client = await clientOfToken(deps.db, token, deps.clock())
  if (!client) throw new AppError('unauthenticated', 'token.not_valid')
  return actorOfClient(client, language)
}

async function clientByBasic(db: Db, authorization: string): Promise<ClientHolder> {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization.trim()) ?? []
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const client = uuid.test(id) ? await findClient(db, id.toLowerCase()) : undefined
  if (!client || !timingSafeEqual(client.secretHash, secretHash(rest.join(':'))))
    throw new AppError('unauthenticated', 'client.wrong_credentials')
  return client
}

function actorOfClient(client: ClientHolder, language: Language): Actor {
  const most = client.agencySectors
  return {
    accountId: client.clientId,
    partyId: client.partyId,
    kind: client.partyKind,
    roles: ['client'],
    permissions: client.permissions as Permission[],
    divisions: client.agencyDivisions ?? [],
    sectors: most === null ? [] : client.sectors.filter((s) => most.includes(s)),
    language,
  }
}

/**
 * A person or machine client as a request of theirs would be answered now, for work that they ordered earlier; undefined
 * when the account is closed.
 */
export async function unscopedActor(db: Db, accountId: string): Promise<Actor | undefined> {
  const client = await findClient(db, accountId)
  if (client) return actorOfClient(client, 'zh')
  const holder = await findHolder(db, accountId)
  return holder && actorOf(holder, 'zh')
}
