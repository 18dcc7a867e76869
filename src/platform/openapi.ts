import * as z from 'zod'
import type { Endpoint } from './endpoint.ts'
import { statusOf } from './errors.ts'
import { permissions } from './permissions.ts'

const Problem = z
  .object({
    code: z.enum(Object.keys(statusOf) as [string, ...string[]]),
    reason: z.string(),
    details: z.record(z.string(), z.unknown()),
    title: z.string(),
  })
  .meta({ id: 'Problem' })

const form = 'application/x-www-form-urlencoded'
/** Its input is the form in the body. */
const takesForm = (e: Endpoint) => e.takes?.length === 1 && e.takes[0] === form

/** The OpenAPI 3.1 document of these endpoints; shapes with `.meta({ id })` are written once under components. */
export function openApi(endpoints: readonly Endpoint[], server: { origin: string; version: string }) {
  const registry: Record<string, unknown> = {}
  const schemaOf = (t: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
    const {
      $defs = {},
      $schema: _,
      ...schema
    } = z.toJSONSchema(t, { io }) as Record<string, unknown> & { $defs?: Record<string, unknown> }
    // one name may differ between what is sent and what is answered (defaults): keep both
    const names = new Map(
      Object.keys($defs).map((k) => [
        k,
        io === 'input' && !k.startsWith('__') ? `${k}Input` : k.replace(/^__/, 'Shape'),
      ]),
    )
    const rename = (v: unknown): unknown =>
      Array.isArray(v)
        ? v.map(rename)
        : v && typeof v === 'object'
          ? Object.fromEntries(
              Object.entries(v).map(([k, x]) =>
                k === '$ref' && typeof x === 'string'
                  ? [k, x.replace(/^#\/\$defs\/(.+)$/, (_m, n: string) => `#/components/schemas/${names.get(n) ?? n}`)]
                  : [k, rename(x)],
              ),
            )
          : v
    for (const [k, def] of Object.entries($defs)) registry[names.get(k)!] = rename(def)
    return rename(schema) as Record<string, unknown>
  }
  const paths: Record<string, Record<string, unknown>> = {}
  for (const e of endpoints) {
    const input = schemaOf(e.input, 'input')
    // an input that is a shape of its own name is only pointed at
    const named = /^#\/components\/schemas\/(.+)$/.exec(String(input['$ref']))?.[1]
    const { properties = {}, required = [] } = (named === undefined ? input : registry[named]) as {
      properties?: Record<string, unknown>
      required?: string[]
    }
    const inPath = new Set([...e.path.matchAll(/:(\w+)/g)].map((m) => m[1]!))
    const parameters = Object.entries(properties)
      .filter(([k]) => e.method !== 'POST' || (e.takes && !takesForm(e)) || inPath.has(k))
      .map(([name, schema]) => ({
        name,
        in: inPath.has(name) ? 'path' : 'query',
        required: inPath.has(name) || required.includes(name),
        schema,
      }))
    const body = Object.fromEntries(Object.entries(properties).filter(([k]) => !inPath.has(k)))
    const answer =
      e.kind === 'raw'
        ? Object.fromEntries((e.answers ?? ['application/octet-stream']).map((t) => [t, {}]))
        : { 'application/json': { schema: schemaOf(e.output, 'output') } }
    const key = e.path.replace(/:(\w+)/g, '{$1}')
    paths[key] ??= {}
    paths[key][e.method.toLowerCase()] = {
      operationId: e.name,
      summary: `${e.summary.zh} · ${e.summary.en}`,
      tags: [e.path.split('/')[2] ?? 'public'],
      'x-permission': e.permission,
      'x-kind': e.kind,
      ...(e.permission === 'public' ? { security: [] } : {}),
      parameters: [
        ...parameters,
        ...(e.kind === 'command'
          ? [
              {
                name: 'idempotency-key',
                in: 'header',
                required: false,
                schema: { type: 'string', format: 'uuid' },
                description: 'command id; the same id gives the same answer',
              },
            ]
          : []),
      ],
      ...(e.method === 'POST'
        ? {
            requestBody: {
              content:
                e.takes && !takesForm(e)
                  ? Object.fromEntries(e.takes.map((t) => [t, {}]))
                  : {
                      [takesForm(e) ? form : 'application/json']: {
                        schema:
                          named !== undefined && inPath.size === 0
                            ? input
                            : { type: 'object', properties: body, required: required.filter((k) => !inPath.has(k)) },
                      },
                    },
            },
          }
        : {}),
      responses: {
        200: { description: 'OK', content: answer },
        default: {
          description: 'refused',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    }
  }
  schemaOf(z.object({ p: Problem }), 'output')
  return {
    openapi: '3.1.0',
    info: { title: 'Suyuan 溯源', version: server.version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: server.origin }],
    security: [{ session: [], csrf: [] }, { client: [] }, { token: [] }],
    paths,
    components: {
      schemas: registry,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'suyuan_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
        client: { type: 'http', scheme: 'basic', description: 'id and secret of a machine client' },
        token: {
          type: 'oauth2',
          description: 'access token of a machine client; a scope is a permission',
          flows: {
            clientCredentials: {
              tokenUrl: '/oauth/token',
              scopes: Object.fromEntries(permissions.map((p) => [p, p])),
            },
          },
        },
      },
    },
  }
}
