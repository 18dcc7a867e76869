import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { type Actor, anonymous } from './actor.ts'
import { type CommandCtx, type CommandDeps, type Ctx, runCommand } from './command.ts'
import type { Config } from './config.ts'
import type { Db } from './db.ts'
import type { Access, Endpoint, Input, Output } from './endpoint.ts'
import { AppError } from './errors.ts'
import { type Language, languageOf } from './i18n.ts'
import { newId } from './id.ts'
import type { Metrics } from './metrics.ts'
import type { Sealer } from './seal.ts'

/** Who sent this request; undefined for a visitor. Refuses a session's command that lacks its CSRF token. */
export type Authenticate = (req: FastifyRequest) => Promise<Actor | undefined>

/** What every module's routes are given. */
export type Deps = CommandDeps & {
  config: Config
  sealer: Sealer
  /** The record time: an ISO instant in UTC. Tests set it. */
  clock: () => string
  authenticate: Authenticate
  metrics: Metrics
}

type Handler<E extends Endpoint> = E['kind'] extends 'command'
  ? (ctx: CommandCtx, input: Input<E>) => Promise<Output<E>>
  : (ctx: Ctx<Db>, input: Input<E>) => Promise<Output<E>>

/**
 * Wires one command or query: who may, what comes in, one transaction, what goes out. The handler holds only the
 * subject. `present` completes a command's answer after it was stored: with a secret that must not be stored, worked
 * out from the command id so that a retry answers the same.
 */
export function mount<E extends Endpoint & { kind: 'command' | 'query' }>(
  app: FastifyInstance,
  deps: Deps,
  e: E,
  handler: Handler<E>,
  present: (answer: Output<E>, commandId: string) => Output<E> = (answer) => answer,
): void {
  app.route({
    method: e.method,
    url: e.path,
    config: { endpoint: e.name },
    async handler(req, reply) {
      const actor = await admit(deps, req, e.permission)
      const input = readInput(e, req)
      const now = deps.clock()
      const id = commandId(req)
      const result =
        e.kind === 'command'
          ? present(
              await runCommand(deps, { name: e.name, actor, now, input, commandId: id }, (ctx) =>
                (handler as (ctx: CommandCtx, input: Input<E>) => Promise<Output<E>>)(ctx, input),
              ),
              id,
            )
          : await (handler as (ctx: Ctx<Db>, input: Input<E>) => Promise<Output<E>>)({ db: deps.db, actor, now }, input)
      reply.header('cache-control', 'no-store')
      return e.builtToShape ? result : e.output.parse(result)
    },
  })
}

/**
 * Wires a raw endpoint: the same admission and input check, then the handler writes the answer itself. `bodyLimit` in
 * bytes, where more than usual may come.
 */
export function mountRaw<E extends Endpoint & { kind: 'raw' }>(
  app: FastifyInstance,
  deps: Deps,
  e: E,
  handler: (ctx: Ctx<Db>, input: Input<E>, reply: FastifyReply, req: FastifyRequest) => Promise<unknown>,
  { bodyLimit }: { bodyLimit?: number } = {},
): void {
  app.route({
    method: e.method,
    url: e.path,
    config: { endpoint: e.name },
    // who may send that much is asked before it is read
    ...(bodyLimit === undefined
      ? {}
      : { bodyLimit, onRequest: async (req) => void (await admit(deps, req, e.permission)) }),
    async handler(req, reply) {
      const actor = await admit(deps, req, e.permission)
      return handler({ db: deps.db, actor, now: deps.clock() }, readInput(e, req), reply, req)
    },
  })
}

/** Admission and input check of an endpoint that is wired by hand, because it is more than one request and answer. */
export async function admitted<E extends Endpoint>(
  deps: Deps,
  req: FastifyRequest,
  e: E,
): Promise<{ ctx: Ctx<Db>; input: Input<E> }> {
  const actor = await admit(deps, req, e.permission)
  return { ctx: { db: deps.db, actor, now: deps.clock() }, input: readInput(e, req) }
}

const readers = new WeakMap<FastifyRequest, Language>()
/** The language to answer this request in: the one its sender chose, else the browser's. */
export const readerLanguage = (req: FastifyRequest): Language =>
  readers.get(req) ?? languageOf(req.headers['accept-language'])

async function admit(deps: Deps, req: FastifyRequest, access: Access): Promise<Actor> {
  const actor = (await deps.authenticate(req)) ?? anonymous(languageOf(req.headers['accept-language']))
  readers.set(req, actor.language)
  if (access === 'public') return actor
  if (actor.kind === 'anonymous') throw new AppError('unauthenticated', 'login.required')
  if (access !== 'signed-in' && !actor.permissions.includes(access))
    throw new AppError('forbidden', 'permission.missing', { permission: access })
  return actor
}

const Uuid = z.uuid()

function commandId(req: FastifyRequest): string {
  const given = req.headers['idempotency-key']
  if (given === undefined) return newId()
  if (!Uuid.safeParse(given).success) throw new AppError('invalid', 'command.id_malformed')
  return String(given).toLowerCase()
}

function readInput<E extends Endpoint>(e: E, req: FastifyRequest): Input<E> {
  const given = inQuery(e) ? fromQuery(e, req.query as Record<string, unknown>) : (req.body ?? {})
  if (typeof given !== 'object' || Array.isArray(given)) throw new AppError('invalid', 'request.malformed')
  const input = spelled({ ...given, ...(req.params as object) }) as Record<string, unknown>
  const unstorable = unstorableAt(input)
  if (unstorable)
    throw new AppError('invalid', 'request.invalid', {
      issues: [{ path: unstorable.join('.'), code: 'unstorable', message: 'cannot be stored' }],
    })
  const r = e.input.safeParse(input)
  if (r.success) return r.data as Input<E>
  const issues = r.error.issues.map((i) => ({ path: i.path.join('.'), code: i.code, message: i.message }))
  throw new AppError('invalid', 'request.invalid', { issues })
}

/**
 * Ids in the spelling of the database. A UUID may come in upper case (RFC 9562 §4); here it is compared with others, and
 * what was sealed for one opens only for that spelling.
 */
function spelled(value: unknown, key = '', depth = 0): unknown {
  if (typeof value === 'string') return /Ids?$/.test(key) && Uuid.safeParse(value).success ? value.toLowerCase() : value
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((v) => spelled(v, key, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spelled(v, k, depth + 1)]))
}

/** No input is deeper; a deeper one could exhaust the stack of whatever walks it. */
const deepest = 20
// the database refuses NUL in any text, and lone surrogates in a document
const storable = (text: string) => text.isWellFormed() && !text.includes('\0')

/** The path to text that no column takes, or to where an input nests without end; undefined when all is well. */
function unstorableAt(value: unknown, depth = 0): string[] | undefined {
  if (typeof value === 'string') return storable(value) ? undefined : []
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return []
  for (const [key, inner] of Object.entries(value)) {
    if (!storable(key)) return []
    const path = unstorableAt(inner, depth + 1)
    if (path) return [key, ...path]
  }
  return undefined
}

/** Where an input that is not in the path stands: the body of an upload is the file itself. */
export const inQuery = (e: Endpoint): boolean => e.method !== 'POST' || e.takes !== undefined

/** A query string knows only text: one value for a list field becomes a list of one. */
function fromQuery(e: Endpoint, q: Record<string, unknown>): Record<string, unknown> {
  const shape = e.input.shape as Record<string, z.ZodType>
  return Object.fromEntries(
    Object.entries(q).map(([k, v]) => [k, shape[k] && isList(shape[k]) && !Array.isArray(v) ? [v] : v]),
  )
}

function isList(t: z.ZodType): boolean {
  if (t instanceof z.ZodArray) return true
  if (t instanceof z.ZodOptional || t instanceof z.ZodDefault) return isList(t.unwrap() as z.ZodType)
  return false
}
