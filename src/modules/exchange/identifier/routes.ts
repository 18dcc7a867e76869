import type { FastifyInstance } from 'fastify'
import { readIdentifier } from '../../../kernel/gs1/read.ts'
import { type Deps, mount } from '../../../platform/http.ts'
import { limitRate } from '../../../platform/rate.ts'
import { identifierLimit, parseIdentifiers } from './schema.ts'

export function identifierRoutes(app: FastifyInstance, deps: Deps): void {
  app.register(async (visitors) => {
    visitors.addHook('onRequest', async (req) => {
      const { attempts, seconds } = identifierLimit
      await limitRate(deps.db, `${parseIdentifiers.name}:${req.ip}`, attempts, seconds, deps.clock())
    })
    mount(visitors, deps, parseIdentifiers, async (_ctx, { values }) =>
      values.map((value) => {
        const { elements, ...read } = readIdentifier(value)
        return { value, ...read, elements: [...elements] }
      }),
    )
  })
}
