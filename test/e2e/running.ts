import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as z from 'zod'
import { createAccount } from '../../src/modules/identity/account/schema.ts'
import type { Role } from '../../src/modules/identity/rules.ts'
import { changePassword, type Session, signIn } from '../../src/modules/identity/session/schema.ts'
import { client } from '../../src/platform/client.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { Endpoint } from '../../src/platform/endpoint.ts'
import { type Running, start } from '../../src/run.ts'
import { testDatabase } from '../app.ts'

/** The whole process as `npm start` runs it — web server and workers, really listening — on a test database. */
export async function running() {
  const { ownerUrl, appUrl, drop } = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'suyuan-e2e-'))
  const config = readConfig({
    PORT: '0',
    ORIGIN: 'https://sy.example',
    DATA_DIR: dataDir,
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    LOG_LEVEL: 'silent',
  })
  const server: Running = await start(config)
  return {
    deps: server.deps,
    origin: `http://127.0.0.1:${server.port}`,
    close: async () => {
      await server.close()
      await drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export const password = 'a pass phrase for tests'

export type Call = <E extends Endpoint>(
  e: E,
  input: z.input<E['input']>,
  commandId?: string,
) => Promise<z.output<E['output']>>

/** Somebody with a browser: the typed client as them, and what their browser sends by itself and in scripts. */
export type User = { call: Call; cookie: string; session: Session }

/** Signs in and keeps cookie and CSRF token as a browser's script does. */
export async function signedIn(origin: string, login: string, secret = password): Promise<User> {
  const res = await fetch(origin + signIn.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: secret }),
  })
  if (!res.ok) throw new Error(`${login} cannot sign in: ${await res.text()}`)
  const session = (await res.json()) as Session
  const cookie = res.headers.getSetCookie()[0]!.split(';')[0]!
  const call = client({ origin, headers: () => ({ cookie, 'x-csrf-token': session.csrfToken! }) })
  return { call, cookie, session }
}

/** Opens an account; its owner changes the temporary password and signs in. */
export async function openAccount(
  origin: string,
  by: User,
  a: { partyId?: string; login: string; roles: Role[] },
): Promise<User> {
  const { temporaryPassword } = await by.call(createAccount, { ...a, name: '示例人员' })
  const fresh = await signedIn(origin, a.login, temporaryPassword)
  await fresh.call(changePassword, { password: temporaryPassword, newPassword: password })
  return signedIn(origin, a.login)
}
