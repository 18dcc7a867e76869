import fastify from 'fastify'
import pg from 'pg'
import { readConfig } from '../src/platform/config.ts'
import { start } from '../src/run.ts'

/** A process of the benchmark scan-page: the whole server as it is deployed, or the least that Fastify and pg can do. */
const tell = (port: number) => process.send!({ port })
const [what, length] = process.argv.slice(2)

if (what === 'whole') {
  const { port } = await start(readConfig(process.env))
  tell(port!)
} else {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 })
  const answer = 'x'.repeat(Number(length))
  const app = fastify()
  app.get('/s/:code', async (req, reply) => {
    await pool.query({
      name: 'code',
      text: 'select kind, state from trace.code where code = $1',
      values: [(req.params as { code: string }).code],
    })
    return reply.type('text/html; charset=utf-8').send(answer)
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  tell((app.server.address() as { port: number }).port)
}
