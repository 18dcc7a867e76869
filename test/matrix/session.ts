import type * as z from 'zod'
import { createAccount } from '../../src/modules/identity/account/schema.ts'
import { setupLink } from '../../src/modules/identity/index.ts'
import type { Sector } from '../../src/modules/identity/party/schema.ts'
import type { Role } from '../../src/modules/identity/rules.ts'
import { changePassword, type Session, signIn } from '../../src/modules/identity/session/schema.ts'
import { setUp } from '../../src/modules/identity/setup/schema.ts'
import { type Endpoint, fillPath, queryString } from '../../src/platform/endpoint.ts'
import { type Answer, type Call, ok, type TestApp } from '../app.ts'

/** A browser's or a machine's calls: headers go along, the answer says status and body. */
export const caller = (t: Pick<TestApp, 'app'>, headers: () => Record<string, string>): Call => {
  return async <E extends Endpoint>(e: E, input: z.input<E['input']>, commandId: string = crypto.randomUUID()) => {
    const { url, rest } = fillPath(e.path, input as Record<string, unknown>)
    const res = await t.app.inject({
      method: e.method,
      url: e.method !== 'POST' ? url + queryString(rest) : url,
      headers: { 'idempotency-key': commandId, ...headers() },
      ...(e.method !== 'POST' ? {} : { payload: rest }),
    })
    return { status: res.statusCode, body: /^[{[]/.test(res.body) ? res.json() : res.body } as Answer<E>
  }
}
export const visitor = (t: Pick<TestApp, 'app'>): Call => caller(t, () => ({}))

export type Person = Call & { session: Session; cookie: string; login: string }

/** Signs in as a browser does: keeps the cookie, sends the CSRF token. */
export async function person(t: Pick<TestApp, 'app'>, login: string, password: string): Promise<Person> {
  const res = await t.app.inject({ method: 'POST', url: signIn.path, payload: { login, password } })
  if (res.statusCode !== 200) throw new Error(`${login} cannot sign in: ${res.body}`)
  const session = res.json<Session>()
  const cookie = String(res.headers['set-cookie']).split(';')[0]!
  const call = caller(t, () => ({ cookie, 'x-csrf-token': session.csrfToken! }))
  return Object.assign(call, { session, cookie, login })
}

export const password = 'a pass phrase for tests'

/** The first administrator, by the link that an empty platform prints. */
export async function firstAdministrator(t: Pick<TestApp, 'app' | 'deps'>): Promise<Person> {
  const token = new URL((await setupLink(t.deps))!).searchParams.get('token')!
  ok(await visitor(t)(setUp, { token, agencyName: '示例部级中心', name: '示例甲', login: 'first', password }))
  return person(t, 'first', password)
}

/** Opens an account, changes its temporary password and signs in. */
export async function newPerson(
  t: Pick<TestApp, 'app'>,
  by: Call,
  a: { partyId?: string; roles: Role[]; login?: string; sectors?: Sector[] },
): Promise<Person> {
  const login = a.login ?? `p${crypto.randomUUID().slice(0, 12)}`
  const { temporaryPassword } = ok(await by(createAccount, { ...a, login, name: '示例人员' }))
  const fresh = await person(t, login, temporaryPassword)
  ok(await fresh(changePassword, { password: temporaryPassword, newPassword: password }))
  return person(t, login, password)
}
