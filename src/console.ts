import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const built = fileURLToPath(new URL('../dist/console', import.meta.url))
/** The camera reads codes by WebAssembly; nothing else differs from the API's policy. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The console under /console/: the files of `npm run build`, compressed beforehand. Every address without a file is the
 * one page that reads the address itself. Without a build it says so.
 */
export async function consoleRoutes(app: FastifyInstance): Promise<void> {
  const config = { endpoint: 'console' }
  const isFile = /\.\w{2,5}$/
  app.get('/console', { config }, (_req, reply) => reply.redirect('/console/', 308))
  await app.register(fastifyStatic, {
    root: built,
    prefix: '/console/',
    wildcard: false,
    serve: false,
    // built files carry their hash in the name
    preCompressed: true,
  })
  app.get('/console/*', { config }, (req, reply) => {
    if (!existsSync(`${built}/index.html`))
      return reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('控制台尚未构建: npm run build\nThe console is not built: npm run build\n')
    const path = (req.params as { '*': string })['*']
    reply.header('content-security-policy', policy)
    if (path.startsWith('assets/') || isFile.test(path))
      return reply.sendFile(path, {
        immutable: path.startsWith('assets/'),
        maxAge: path.startsWith('assets/') ? '365d' : 0,
      })
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false })
  })
}
