import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP } from 'node:net'

/** What is asked of another server; the answer is read up to `answerBytes` and no further. */
export type OutgoingRequest = {
  url: string
  headers: Record<string, string>
  body: string
  /** From the resolving of the name to the last byte read. */
  timeoutMs?: number
  answerBytes?: number
}
export type OutgoingAnswer = { status: number; body: string; retryAfter: string | undefined }

/** Resolves a name to all its addresses. */
export type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>

/**
 * Why nothing was sent: `outgoing.address_malformed`, `scheme`, `credentials`, `port`, `private`, `unresolved`; or why no
 * answer came: `outgoing.timeout`, `outgoing.unreachable` (with the system's code), `outgoing.certificate`.
 */
export class OutgoingError extends Error {
  readonly reason: string
  /** No other try can end otherwise, as far as can be known here. */
  readonly final: boolean
  constructor(reason: string, detail = '', final = false) {
    super(detail ? `${reason} (${detail})` : reason)
    this.reason = reason
    this.final = final
  }
}

/** Somebody waits for a check. */
const checkMs = 3000
const ports = new Set([80, 443, 8080, 8443])
const defaults = { timeoutMs: 10_000, answerBytes: 64 * 1024 }

// IANA special-purpose registries (RFC 6890 and its updates); 168.63.129.16 answers on every Azure machine
const inside4 = new BlockList()
for (const net of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
])
  add(inside4, net, 'ipv4')

// of IPv6 only what is given out as global unicast, without the parts of it that stand for IPv4 or for examples: mapped,
// translated (64:ff9b::), local (fc00::, fe80::) and multicast addresses lie outside of it
const global6 = new BlockList()
add(global6, '2000::/3', 'ipv6')
const inside6 = new BlockList()
for (const net of ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'])
  add(inside6, net, 'ipv6')

function add(list: BlockList, net: string, family: 'ipv4' | 'ipv6'): void {
  const [address, bits] = net.split('/') as [string, string]
  list.addSubnet(address, Number(bits), family)
}

/** Is this an address on the open internet? Anything that is not for certain is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside4.check(address, 'ipv4')
  // a zone is only for addresses of this link
  if (family !== 6 || address.includes('%')) return false
  return global6.check(address, 'ipv6') && !inside6.check(address, 'ipv6')
}

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '').toLowerCase()
const portOf = (url: URL) => Number(url.port || (url.protocol === 'https:' ? 443 : 80))

/** Does the operator of the platform let us go there? Entries are `host` or `host:port`, as in OUTGOING_HOSTS. */
function isAllowed(url: URL, allowed: readonly string[]): boolean {
  const host = bare(url.hostname)
  const named = host.includes(':') ? `[${host}]` : host
  return allowed.some((a) => a === named || a === host || a === `${named}:${portOf(url)}`)
}

/** The address, if a request may go there as far as its text says. @throws OutgoingError */
export function outgoingUrl(text: string, allowed: readonly string[]): URL {
  if (text.length > 2000 || !URL.canParse(text)) throw new OutgoingError('outgoing.address_malformed', '', true)
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new OutgoingError('outgoing.scheme', url.protocol, true)
  // a name and password in an address end up in logs
  if (url.username || url.password) throw new OutgoingError('outgoing.credentials', '', true)
  if (isAllowed(url, allowed)) return url
  if (!ports.has(portOf(url))) throw new OutgoingError('outgoing.port', url.port, true)
  const host = bare(url.hostname)
  if (isIP(host) && !isPublicAddress(host)) throw new OutgoingError('outgoing.private', host, true)
  return url
}

export type Outgoing = {
  /** The text of an address is looked at, its name resolved. @throws OutgoingError */
  check: (url: string) => Promise<void>
  /** @throws OutgoingError when it may not go there or no answer came; an answer of any status is an answer. */
  post: (request: OutgoingRequest) => Promise<OutgoingAnswer>
}

const system: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true })

/**
 * Requests to addresses that users give us. They reach only the open internet, or hosts that the platform's operator
 * names: a name is resolved once, every address it has must be public, and the connection goes to the address that was
 * looked at, so that a name that changes its mind in between (DNS rebinding) changes nothing. Redirects are not followed:
 * they are answers.
 */
export function outgoing(allowed: readonly string[], resolve: Resolve = system): Outgoing {
  const find = async (url: URL): Promise<{ address: string; family: number }> => {
    const host = bare(url.hostname)
    const family = isIP(host)
    if (family) return { address: host, family }
    const found = await resolve(host).catch((err: { code?: string }) => {
      throw new OutgoingError('outgoing.unresolved', err.code)
    })
    const [first] = found
    if (!first) throw new OutgoingError('outgoing.unresolved')
    const inside = isAllowed(url, allowed) ? undefined : found.find((a) => !isPublicAddress(a.address))
    if (inside) throw new OutgoingError('outgoing.private', inside.address)
    return first
  }
  return {
    async check(text) {
      const late = new Promise<never>((_, no) => {
        setTimeout(() => no(new OutgoingError('outgoing.unresolved', 'timeout')), checkMs).unref()
      })
      late.catch(() => {})
      await Promise.race([find(outgoingUrl(text, allowed)), late])
    },
    async post(request) {
      const { timeoutMs, answerBytes } = { ...defaults, ...request }
      const url = outgoingUrl(request.url, allowed)
      const end = AbortSignal.timeout(timeoutMs)
      const late = new Promise<never>((_, no) =>
        end.addEventListener('abort', () => no(new OutgoingError('outgoing.timeout', `${timeoutMs} ms`)), {
          once: true,
        }),
      )
      // whoever loses the race is not unhandled
      late.catch(() => {})
      const address = await Promise.race([find(url), late])
      return send(url, address, request, answerBytes, end)
    },
  }
}

function send(
  url: URL,
  at: { address: string; family: number },
  { headers, body }: OutgoingRequest,
  answerBytes: number,
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  const { request, Agent } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const fail = (err: unknown) => reject(signal.aborted ? new OutgoingError('outgoing.timeout') : unreachable(err))
    const bytes = Buffer.from(body)
    const req = request(
      url,
      {
        method: 'POST',
        signal,
        // no connection is kept: the next request asks for its address again
        agent: new Agent({ keepAlive: false, maxCachedSessions: 0 }),
        maxHeaderSize: 16 * 1024,
        headers: { 'user-agent': 'suyuan', ...headers, 'content-length': String(bytes.length) },
        lookup: (_name, options, done) =>
          options.all
            ? done(null, [at])
            : (done as (e: null, a: string, f: number) => void)(null, at.address, at.family),
      },
      (res) => {
        const chunks: Buffer[] = []
        let size = 0
        const finish = () => {
          const retryAfter = res.headers['retry-after']
          const text = Buffer.concat(chunks).subarray(0, answerBytes).toString('utf8')
          resolve({ status: res.statusCode ?? 0, body: text, retryAfter })
        }
        res.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          // enough is known; the rest is not waited for
          if (size >= answerBytes) {
            finish()
            req.destroy()
          }
        })
        res.on('end', finish)
        res.on('error', fail)
      },
    )
    req.on('error', fail)
    req.end(bytes)
  })
}

function unreachable(err: unknown): OutgoingError {
  const code = String((err as { code?: string }).code ?? '')
  return /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|TLS|SSL/.test(code)
    ? new OutgoingError('outgoing.certificate', code)
    : new OutgoingError('outgoing.unreachable', code)
}
