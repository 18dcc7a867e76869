import type { FastifyInstance } from 'fastify'
import { anonymous } from '../../../platform/actor.ts'
import { type Deps, mountRaw } from '../../../platform/http.ts'
import { authenticator, sessionCookie } from './authenticate.ts'
import * as api from './schema.ts'
import { changePassword, describeSession, signIn, signOut } from './service.ts'

export function sessionRoutes(app: FastifyInstance, deps: Deps): void {
  const authenticate = authenticator(deps)
  mountRaw(app, deps, api.signIn, async ({ now }, input, reply, req) => {
    const token = await signIn(deps, now, input, req, reply)
    // the answer is what the next request with this cookie would be told
    req.cookies[sessionCookie] = token
    const actor = (await authenticate(req)) ?? anonymous('zh')
    return reply.header('cache-control', 'no-store').send(await describeSession(deps, actor, token))
  })
  mountRaw(app, deps, api.showSession, async ({ actor }, _input, reply, req) =>
    reply.header('cache-control', 'no-store').send(await describeSession(deps, actor, req.cookies[sessionCookie])),
  )
  mountRaw(app, deps, api.signOut, async (_ctx, _input, reply, req) => {
    await signOut(deps, req, reply)
    return reply.send({})
  })
  mountRaw(app, deps, api.changePassword, async ({ actor, now }, input, reply, req) => {
    await changePassword(deps, actor, now, input, req)
    return reply.send({})
  })
}
