import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseCode } from '../../kernel/code.ts'
import type { Deps } from '../../platform/http.ts'
import { type Language, languageOf } from '../../platform/i18n.ts'
import { answerAsset } from './asset/page.ts'
import { looksLikeLink } from './gs1/link.ts'
import { answerGs1, gs1Routes, pageOfTyped, pathOf } from './gs1/routes.ts'
import { contentSecurityPolicy } from './page/looks.ts'
import { ScanCounter } from './scan/counter.ts'
import { GuessLimiter } from './scan/guess.ts'
import { type ScanReader, scanReader } from './scan/statement.ts'
import { homePage, lookUpCode, robots, scanPage } from './schema.ts'
import { type Answer, answerScan, homePageText, type Portal } from './service.ts'
import { verifyRoutes } from './verify/routes.ts'

/** How often counted scans are written, in ms. */
const FLUSH_EVERY = 250

/**
 * The public pages. They stand apart from the other endpoints on purpose: a scan is asked for by anybody, thousands of
 * times a second, so it goes through no session, no schema and none of the headers that only pages with script need.
 */
export function portalRoutes(app: FastifyInstance, deps: Deps): void {
  let reader: Promise<ScanReader> | undefined
  const portal: Portal = {
    db: deps.db,
    reader: () => {
      // one that could not be had is asked for again
      reader ??= scanReader(deps.db).catch((err: unknown) => {
        reader = undefined
        throw err
      })
      return reader
    },
    counter: new ScanCounter(deps.db),
    guesses: new GuessLimiter(deps.db, deps.sealer),
    building: new Map(),
    otherwise: answerAsset,
  }
  const headers: Record<string, string> = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    vary: 'accept-language',
    ...(deps.config.origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  const send = (reply: FastifyReply, { status, page, retryAfter }: Answer, own = headers) => {
    if (retryAfter) reply.header('retry-after', String(retryAfter))
    return reply.code(status).headers(own).send(page)
  }
  const asked = (req: FastifyRequest, text: string) => ({
    text,
    language: languageFor(req),
    address: req.ip,
    now: deps.clock(),
    // a look at the headers alone is no scan
    counted: req.method === 'GET',
  })

  // in a scope of its own: it is opened after the security headers' plugin, which then knows to leave these alone
  app.register(async (scope) => {
    const own = (endpoint: string) => ({ config: { endpoint, ownHeaders: true as const } })
    // a code of ours, or the path of a Digital Link: goods that others gave an identifier of GS1
    const page = async (req: FastifyRequest, reply: FastifyReply, text: string) => {
      if (!looksLikeLink(text)) return send(reply, await answerScan(portal, asked(req, text)))
      const answer = await answerGs1(portal, asked(req, text))
      if (!('redirect' in answer)) return send(reply, answer)
      return reply.headers(headers).redirect(`${answer.redirect}?lang=${languageFor(req)}`, 307)
    }
    scope.get('/s/:code', own(scanPage.name), (req, reply) => page(req, reply, (req.params as { code: string }).code))
    scope.get('/s/:key/*', own(scanPage.name), (req, reply) => page(req, reply, pathOf(req).slice('s/'.length)))
    scope.get('/s', own(lookUpCode.name), async (req, reply) => {
      const { code, lang } = req.query as { code?: string; lang?: string }
      const text = String(code ?? '').slice(0, 300)
      if (!text.trim()) return send(reply, { status: 200, page: homePageText(languageFor(req)) })
      const parsed = parseCode(text)
      const page = parsed.ok ? `/s/${parsed.code}` : await pageOfTyped(portal, asked(req, text))
      if (page === undefined) return send(reply, await answerScan(portal, asked(req, text)))
      const language = lang === 'zh' || lang === 'en' ? `?lang=${lang}` : ''
      return reply.headers(headers).redirect(page + language, 303)
    })
    scope.get('/', own(homePage.name), async (req, reply) =>
      send(reply, { status: 200, page: homePageText(languageFor(req)) }),
    )
    verifyRoutes(scope, deps, languageFor)
    gs1Routes(scope, deps, { portal, asked, headers, send })
    scope.get('/robots.txt', { config: { endpoint: robots.name } }, async (_req, reply) =>
      reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /s\nDisallow: /api\n'),
    )
  })

  const timer = setInterval(() => {
    // what could not be written is kept; the next second tries again
    portal.counter.flush().catch((err: unknown) => app.log.warn({ err }, 'scans not written yet'))
  }, FLUSH_EVERY)
  timer.unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await portal.counter.flush()
    await (await reader)?.close()
  })
}

const headerLanguages = new Map<string, Language>()

/** `?lang=` where a person chose, else the browser's language. Few headers exist, so each is read once. */
function languageFor(req: FastifyRequest): Language {
  const { lang } = req.query as { lang?: unknown }
  if (lang === 'zh' || lang === 'en') return lang
  const header = req.headers['accept-language'] ?? ''
  let language = headerLanguages.get(header)
  if (language === undefined) {
    language = languageOf(header)
    if (headerLanguages.size >= 1000) headerLanguages.clear()
    headerLanguages.set(header, language)
  }
  return language
}
