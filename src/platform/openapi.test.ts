import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../test/app.ts'
import { openBrowser } from '../../test/e2e/browser.ts'
import { endpoints } from '../endpoints.ts'
import { permissions } from './permissions.ts'

type Parameter = { name: string; in: string; required: boolean; schema: object }
type Body = { $ref?: string; properties: object; required: string[] }
type Operation = {
  operationId: string
  tags: string[]
  parameters: Parameter[]
  security?: unknown[]
  requestBody?: { content: Record<string, { schema: Body }> }
  responses: Record<string, { content: Record<string, { schema?: object }> }>
}
type Document = {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

let t: TestApp
let document: Document
let origin: string
let browser: Browser
beforeAll(async () => {
  t = await testApp()
  origin = await t.app.listen({ port: 0, host: '127.0.0.1' })
  document = (await (await fetch(`${origin}/openapi.json`)).json()) as Document
})
afterAll(async () => {
  await browser?.close()
  await t.close()
})

/** Every value in the document with its place. */
function* walk(value: unknown, at = '#'): Generator<[string, Record<string, unknown>]> {
  if (!value || typeof value !== 'object') return
  if (!Array.isArray(value)) yield [at, value as Record<string, unknown>]
  for (const [k, v] of Object.entries(value)) yield* walk(v, `${at}/${k.replaceAll('~', '~0').replaceAll('/', '~1')}`)
}
const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, o]) => ({ path, method, o })),
  )

test('the document is valid OpenAPI 3.1', async () => {
  // comes with the API page we ship
  const name = '@scalar/openapi-validator'
  const { validate } = (await import(name)) as {
    validate: (d: unknown) => { valid: boolean; errors?: unknown[] }
  }
  expect(document.openapi).toBe('3.1.0')
  const result = validate(document)
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
  // the judge is awake
  expect(validate({ ...document, paths: { nowhere: {} } }).valid).toBe(false)
})

test('every endpoint is there once, under its name, method and path', () => {
  expect(
    operations()
      .map(({ path, method, o }) => `${o.operationId} ${method} ${path}`)
      .sort(),
  ).toEqual(endpoints.map((e) => `${e.name} ${e.method.toLowerCase()} ${e.path.replace(/:(\w+)/g, '{$1}')}`).sort())
  expect(new Set(operations().map(({ o }) => o.operationId)).size).toBe(endpoints.length)
})

test('every reference leads somewhere, and every named shape is used', () => {
  const used = new Set<string>()
  const dangling: string[] = []
  for (const [at, node] of walk(document)) {
    const ref = node['$ref']
    if (typeof ref !== 'string') continue
    const shape = /^#\/components\/schemas\/(.+)$/.exec(ref)?.[1]
    if (shape !== undefined && document.components.schemas[shape]) used.add(shape)
    else dangling.push(`${at}: ${ref}`)
  }
  expect(dangling).toEqual([])
  expect(Object.keys(document.components.schemas).filter((s) => !used.has(s))).toEqual([])
  expect([...walk(document)].filter(([, n]) => '$defs' in n || '$schema' in n).map(([at]) => at)).toEqual([])
})

test('path parameters are declared, and each input field is asked for in exactly one place', () => {
  for (const { path, o } of operations()) {
    const e = endpoints.find((x) => x.name === o.operationId)!
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!)
    const place = (where: string) => o.parameters.filter((p) => p.in === where)
    expect(
      place('path')
        .map((p) => p.name)
        .sort(),
      o.operationId,
    ).toEqual(inPath.sort())
    expect(
      place('path').every((p) => p.required),
      o.operationId,
    ).toBe(true)
    const form = e.takes?.includes('application/x-www-form-urlencoded')
    const given = o.requestBody?.content[form ? 'application/x-www-form-urlencoded' : 'application/json']?.schema
    const body = given?.$ref ? (document.components.schemas[given.$ref.split('/').at(-1)!] as Body) : given
    const fields = [...place('path'), ...place('query')].map((p) => p.name).concat(Object.keys(body?.properties ?? {}))
    expect(fields.sort(), o.operationId).toEqual(Object.keys(e.input.shape).sort())
    expect(place('header').length, o.operationId).toBe(e.kind === 'command' ? 1 : 0)
    // an upload's body is the file itself, in the types it takes
    expect(body !== undefined, o.operationId).toBe(e.method === 'POST' && (form || !e.takes))
    expect(Object.keys(o.requestBody?.content ?? {}), o.operationId).toEqual(
      e.takes ?? (e.method === 'POST' ? ['application/json'] : []),
    )
  }
})

test('who may call is said: only public endpoints need no credentials, and permissions are known ones', () => {
  for (const { o } of operations()) {
    const e = endpoints.find((x) => x.name === o.operationId)!
    expect(o.security, o.operationId).toEqual(e.permission === 'public' ? [] : undefined)
  }
  const known: string[] = ['public', 'signed-in', ...permissions]
  expect(endpoints.filter((e) => !known.includes(e.permission)).map((e) => e.name)).toEqual([])
})

test('a shape that is sent and one that is answered do not take each other’s name', () => {
  // a field with a default may be left out when sent and is always there in an answer
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const sent = document.components.schemas[`${name}Input`] as { required?: string[] } | undefined
    const answered = (schema as { required?: string[] }).required ?? []
    if (sent)
      expect(
        (sent.required ?? []).filter((f) => !answered.includes(f)),
        name,
      ).toEqual([])
  }
})

test('the API page loads in a browser from this origin alone, without an error, and names every group of endpoints', async () => {
  browser = await openBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const trouble: string[] = []
  const elsewhere: string[] = []
  page.on('console', (m) => m.type() === 'error' && trouble.push(m.text()))
  page.on('pageerror', (e) => trouble.push(String(e)))
  page.on('request', (r) => {
    const url = new URL(r.url())
    if (/^https?:|^wss?:/.test(url.protocol) && url.origin !== origin) elsewhere.push(r.url())
  })
  await page.goto(`${origin}/api-docs/`, { waitUntil: 'load' })
  await page.getByText('Suyuan 溯源').first().waitFor()
  // the list at the side: its groups are always there, what is in them opens as one reads
  for (const tag of new Set(operations().flatMap(({ o }) => o.tags)))
    await page.getByText(tag, { exact: true }).first().waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
  expect(trouble).toEqual([])
  expect(elsewhere).toEqual([])
  // buttons that would send people and documents to somebody's service
  for (const name of ['Ask AI', 'Generate MCP', 'Deploy', 'Share'])
    expect(await page.getByText(name).count(), name).toBe(0)
  if (process.env['PICTURE']) await page.screenshot({ path: process.env['PICTURE'] })
}, 90_000)
