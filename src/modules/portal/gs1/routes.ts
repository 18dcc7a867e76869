import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LINK_KEYS } from '../../../kernel/gs1/digital-link.ts'
import { readIdentifier } from '../../../kernel/gs1/read.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Deps } from '../../../platform/http.ts'
import { type Answer, type Asked, busy, type Portal } from '../service.ts'
import { type Known, knownOf } from './known.ts'
import { compressedLinkOf, type Link, linkOf } from './link.ts'
import { hasLinkType, linksetOf, linkTypeNamed, VOCABULARY } from './linkset.ts'
import { gs1Malformed, gs1Page, gs1Unknown } from './page.ts'
import { describeResolver, resolveCompressedLink, resolveLink } from './schema.ts'

type Tools = {
  portal: Portal
  asked: (req: FastifyRequest, text: string) => Asked
  headers: Record<string, string>
  send: (reply: FastifyReply, answer: Answer, headers: Record<string, string>) => FastifyReply
}

/** The path as it was sent, still percent-encoded, without its first `/`. */
export const pathOf = (req: FastifyRequest): string => /^\/([^?#]*)/.exec(req.url)?.[1] ?? ''

/** Of what a request would rather read: a machine that names no HTML is answered in its own form, also when refused. */
function wantsData(req: FastifyRequest): boolean {
  const accept = req.headers.accept ?? ''
  return /\bapplication\/(linkset\+json|json|ld\+json)\b/i.test(accept) && !/\btext\/html\b/i.test(accept)
}

const own = (endpoint: string) => ({ config: { endpoint, ownHeaders: true as const } })

/**
 * What anybody on any site may ask: nothing here depends on who asks. The `Link` header is for programs in a browser
 * too, so it is named.
 */
const open = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Link, Location',
  'cache-control': 'no-store',
  vary: 'accept, accept-language',
  'x-content-type-options': 'nosniff',
}

/**
 * The resolver of GS1 Digital Links on our origin (GS1-Conformant Resolver standard): any primary key with its
 * qualifiers leads to our public page of it. Links on other sites and behind other paths are not ours to resolve.
 */
export function gs1Routes(app: FastifyInstance, deps: Deps, { portal, asked, ...tools }: Tools): void {
  const origin = deps.config.origin.replace(/\/$/, '')

  const pageHeaders = { ...tools.headers, ...open }
  const send = (reply: FastifyReply, answer: Answer) => tools.send(reply, answer, pageHeaders)

  /** Answers for a link that was read. */
  async function resolve(req: FastifyRequest, reply: FastifyReply, link: Link): Promise<FastifyReply> {
    const { lang, linkType: given } = req.query as { lang?: unknown; linkType?: unknown }
    const linkType = given === undefined || given === '' ? undefined : linkTypeNamed(String(given))
    const ask = asked(req, link.path)
    const minutes = portal.guesses.wait(ask.address, Date.parse(ask.now))
    if (minutes > 0) return send(reply, busy(ask.language, minutes))
    const known = await knownOf(portal.db, link.elements)
    const all = linkType === 'linkset' || linkType === 'all'
    const data = all || wantsData(req)
    if (!known) {
      const answer = await gs1Unknown(portal, ask, link)
      if (data && answer.status === 404) throw new AppError('not_found', 'link.not_found')
      return send(reply, answer)
    }
    const anchor = `${origin}/${link.path}`
    const page = `${origin}${pageOf(known, link)}`
    reply.header(
      'link',
      [
        `<${anchor}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`,
        // what the address says when it is written out
        `<${anchor}>; rel="owl:sameAs"`,
      ].join(', '),
    )
    if (all || (linkType === undefined && data))
      return (
        reply
          .header('content-type', 'application/linkset+json')
          // of text the server would add a charset, and this type has none
          .send(Buffer.from(JSON.stringify(linksetOf(known, { anchor, page }))))
      )
    if (linkType !== undefined && !hasLinkType(known, linkType))
      throw new AppError('not_found', 'link.no_such_type', { linkType: String(given).slice(0, 200) })
    const language = lang === 'zh' || lang === 'en' ? lang : ask.language
    return reply.redirect(`${page}?${forwarded(req, language)}`, 307)
  }

  const resolved = async (req: FastifyRequest, reply: FastifyReply) => {
    reply.headers(open)
    const path = pathOf(req)
    const link = linkOf(path)
    if (!('reason' in link)) return resolve(req, reply, link)
    if (wantsData(req)) throw new AppError('invalid', link.reason)
    return send(reply, gs1Malformed(asked(req, path).language, path, link.reason))
  }
  const unpacked = async (req: FastifyRequest, reply: FastifyReply) => {
    const link = compressedLinkOf(pathOf(req))
    if (!link) throw new AppError('not_found', 'route.not_found')
    return resolve(req, reply.headers(open), link)
  }
  const spoken = async (_req: FastifyRequest, reply: FastifyReply) =>
    reply
      .headers({
        ...open,
        allow: 'GET, HEAD, OPTIONS',
        'access-control-allow-methods': 'GET, HEAD, OPTIONS',
        'access-control-allow-headers': 'accept, accept-language',
        'access-control-max-age': '86400',
      })
      .code(204)
      .send()

  for (const key of LINK_KEYS) {
    app.get(`/${key}/*`, own(resolveLink.name), resolved)
    app.options(`/${key}/*`, own(resolveLink.name), spoken)
  }
  app.get('/:compressed', own(resolveCompressedLink.name), unpacked)
  app.options('/:compressed', own(resolveCompressedLink.name), async (req, reply) => {
    if (!compressedLinkOf(pathOf(req))) throw new AppError('not_found', 'route.not_found')
    return spoken(req, reply)
  })
  app.get('/.well-known/gs1resolver', own(describeResolver.name), async (_req, reply) =>
    reply
      .headers(open)
      .type('application/json')
      .send(
        JSON.stringify({
          name: '溯源 Suyuan',
          resolverRoot: origin,
          supportedPrimaryKeys: LINK_KEYS,
          supportedLinkType: [{ namespace: VOCABULARY, prefix: 'gs1:' }],
          linkTypeDefaultCanBeLinkset: false,
        }),
      ),
  )
}

const pageOf = (known: Known, link: Link) => (known.kind === 'operator' ? `/s/${known.subjectCode}` : `/s/${link.path}`)

/** The query goes along, as the standard asks: only what was for the resolver stays here. */
function forwarded(req: FastifyRequest, language: string): string {
  const query = new URLSearchParams(req.url.split('?')[1] ?? '')
  query.delete('linkType')
  query.set('lang', language)
  return query.toString()
}

/** The public page of a GS1 identifier: `/s/` and the path of its Digital Link. */
export async function answerGs1(p: Portal, asked: Asked): Promise<Answer | { redirect: string }> {
  const minutes = p.guesses.wait(asked.address, Date.parse(asked.now))
  if (minutes > 0) return busy(asked.language, minutes)
  const link = linkOf(asked.text)
  if ('reason' in link) return gs1Malformed(asked.language, asked.text, link.reason)
  const known = await knownOf(p.db, link.elements)
  if (!known) return gs1Unknown(p, asked, link)
  if (known.kind === 'operator') return { redirect: pageOf(known, link) }
  return gs1Page(p, asked, link, known)
}

/**
 * Where a GS1 identifier that was typed leads, in whatever form; undefined when it is none. A bare number that nobody
 * reported is more likely the wrong one on the package, and is told so.
 */
export async function pageOfTyped(p: Portal, asked: Asked): Promise<string | undefined> {
  const typed = asked.text.trim()
  const { digitalLink: link } = readIdentifier(typed)
  if (link === null) return undefined
  const path = new URL(link).pathname.slice(1)
  if (!/^[0-9]+$/.test(typed)) return `/s/${path}`
  if (p.guesses.wait(asked.address, Date.parse(asked.now)) > 0) return undefined
  const read = linkOf(path)
  if ('reason' in read) return undefined
  if (await knownOf(p.db, read.elements)) return `/s/${path}`
  await p.guesses.unknown(asked.address, asked.now)
  return undefined
}
