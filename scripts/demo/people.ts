import type * as z from 'zod'
import { createAccount } from '../../src/modules/identity/account/schema.ts'
import type { Role } from '../../src/modules/identity/rules.ts'
import { changePassword, type Session, signIn } from '../../src/modules/identity/session/schema.ts'
import { client } from '../../src/platform/client.ts'
import type { Endpoint } from '../../src/platform/endpoint.ts'
import { AppError } from '../../src/platform/errors.ts'

export type Call = <E extends Endpoint>(
  e: E,
  input: z.input<E['input']>,
  commandId?: string,
) => Promise<z.output<E['output']>>

/** One password for every demo account: this platform is on one's own machine and holds nothing real. */
export const demoPassword = 'suyuan demo 2026'

/** Somebody signed in: what they call is what a screen would call. */
export type Person = {
  call: Call
  /** What a browser sends with each request of theirs. */
  headers: Record<string, string>
  login: string
  role: string
  name: string
  organisation: string
  partyId: string
}

/** Calls without an account. */
export const visitor = (origin: string): Call => client({ origin })

/** Signs in over HTTP as a browser does: keeps the cookie, sends the CSRF token. */
export async function signedIn(origin: string, login: string, password: string): Promise<Person> {
  const res = await fetch(origin + signIn.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  if (!res.ok) throw new Error(`${login} cannot sign in: ${await res.text()}`)
  const session = (await res.json()) as Session
  const cookie = String(res.headers.get('set-cookie')).split(';')[0]!
  const headers = { cookie, 'x-csrf-token': session.csrfToken! }
  const call = client({ origin, headers: () => headers })
  return {
    call: said(call, login),
    headers,
    login,
    role: session.roles.join(' '),
    name: session.account!.name,
    organisation: session.party!.name,
    partyId: session.party!.partyId,
  }
}

/** The same calls; a refusal says who was refused what, so that a fault of the demo can be found. */
function said(call: Call, login: string): Call {
  return async (e, input, commandId) => {
    try {
      return await call(e, input, commandId)
    } catch (err) {
      if (!(err instanceof AppError)) throw err
      const { code, reason, details } = err
      throw Object.assign(new AppError(code, reason, details), {
        message: `${login} ${e.name} ${JSON.stringify(input)}: ${reason} ${JSON.stringify(details)}`,
      })
    }
  }
}

/** Opens an account and takes it into use, as its owner would: the temporary password is changed. */
export async function openAccount(
  origin: string,
  by: Person,
  a: { partyId?: string; login: string; name: string; roles: Role[] },
): Promise<Person> {
  const { temporaryPassword } = await by.call(createAccount, a)
  const fresh = await signedIn(origin, a.login, temporaryPassword)
  await fresh.call(changePassword, { password: temporaryPassword, newPassword: demoPassword })
  return signedIn(origin, a.login, demoPassword)
}
