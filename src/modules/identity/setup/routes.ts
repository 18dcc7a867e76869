import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../../../platform/errors.ts'
import { type Deps, mountRaw } from '../../../platform/http.ts'
import { identityWords } from '../words.ts'
import { formPage, readyPage, refusedPage } from './page.ts'
import * as api from './schema.ts'
import { refuseLink, setUp } from './service.ts'

export function setUpRoutes(app: FastifyInstance, deps: Deps): void {
  mountRaw(app, deps, api.setUp, async ({ now }, input, reply) => reply.send(await setUp(deps, now, input)))
  mountRaw(app, deps, api.setUpPage, async ({ actor, now, db }, { token }, reply) => {
    const reason = await refuseLink(db, token, now)
    return reason
      ? show(reply, 404, refusedPage(identityWords, actor.language, reason))
      : show(reply, 200, formPage(identityWords, actor.language, { token }))
  })
  app.register(async (forms) => {
    // only here: elsewhere a plain form is no way to send anything
    forms.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_req, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    mountRaw(forms, deps, api.setUpForm, async ({ actor, now }, given, reply) => {
      const again = (refused: { reason?: string; wrong: Set<string> }) =>
        show(reply, 400, formPage(identityWords, actor.language, given, refused))
      const input = api.FirstAdministrator.safeParse(given)
      if (!input.success) return again({ wrong: new Set(input.error.issues.map((i) => String(i.path[0]))) })
      try {
        await setUp(deps, now, input.data)
      } catch (err) {
        if (!(err instanceof AppError)) throw err
        if (err.code === 'invalid') return again({ reason: err.reason, wrong: new Set(['password']) })
        return show(reply, err.status, refusedPage(identityWords, actor.language, err.reason))
      }
      return show(reply, 200, readyPage(identityWords, actor.language, input.data.login))
    })
  })
}

const show = (reply: FastifyReply, status: number, page: string) =>
  reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page)
