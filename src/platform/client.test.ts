import { expect, test } from 'vitest'
import * as z from 'zod'
import { client } from './client.ts'
import { command, fillPath, query, queryString, raw } from './endpoint.ts'

const output = z.object({ a: z.number() })
const about = { permission: 'public', output, summary: { zh: '示例', en: 'example' } } as const
const sell = command({
  ...about,
  name: 'sell',
  path: '/lots/:id/sell',
  input: z.object({ id: z.string(), n: z.number() }),
})
const list = query({
  ...about,
  name: 'list',
  path: '/lots',
  input: z.object({ state: z.array(z.string()).optional(), q: z.string().optional() }),
})
const picture = raw({ ...about, name: 'picture', path: '/picture', input: z.object({}), output: z.unknown() })

/** What was sent, and an answer by the test. */
function recording(answer: () => Response) {
  const sent: { url: string; init: RequestInit }[] = []
  const call = client({
    origin: 'https://sy.example',
    headers: () => ({ cookie: 'a=b' }),
    fetch: async (url, init) => {
      sent.push({ url: String(url), init: init ?? {} })
      return answer()
    },
  })
  return { sent, call }
}
const ok = () => Response.json({ a: 1 })

test('a command is posted with its path filled in, the rest as JSON, and its id', async () => {
  const { sent, call } = recording(ok)
  const id = crypto.randomUUID()
  expect(await call(sell, { id: 'a/b?', n: 2 }, id)).toEqual({ a: 1 })
  await call(sell, { id: 'c', n: 3 })
  expect(sent[0]).toEqual({
    url: 'https://sy.example/lots/a%2Fb%3F/sell',
    init: {
      method: 'POST',
      headers: { cookie: 'a=b', 'content-type': 'application/json', 'idempotency-key': id },
      body: '{"n":2}',
    },
  })
  const fresh = (sent[1]!.init.headers as Record<string, string>)['idempotency-key']
  expect(z.uuid().safeParse(fresh).success && fresh !== id).toBe(true)
})

test('a query is a GET: lists are repeated, what is absent is left out, and no id is sent', async () => {
  const { sent, call } = recording(ok)
  await call(list, { state: ['on hold', '已售'], q: undefined })
  await call(list, {})
  expect(sent[0]).toEqual({
    url: `https://sy.example/lots?state=on+hold&state=${encodeURIComponent('已售')}`,
    init: { method: 'GET', headers: { cookie: 'a=b' } },
  })
  expect(sent[1]!.url).toBe('https://sy.example/lots')
})

test("a refusal is thrown with the server's reason and details", async () => {
  const problem = { code: 'conflict', reason: 'batch.sold_out', details: { left: '3' } }
  const { call } = recording(() => Response.json(problem, { status: 409 }))
  await expect(call(list, {})).rejects.toMatchObject({ ...problem, status: 409 })
})

test('an answer that is not ours (a proxy that is down) is an internal fault, not a parse error', async () => {
  const { call } = recording(() => new Response('<html>Bad gateway</html>', { status: 502 }))
  await expect(call(list, {})).rejects.toMatchObject({ code: 'internal', reason: 'internal' })
})

test('a raw answer comes as bytes, unless it is JSON', async () => {
  const bytes = recording(() => new Response(new Uint8Array([1, 2]), { headers: { 'content-type': 'image/png' } }))
  expect(await bytes.call(picture, {})).toEqual(new Uint8Array([1, 2]))
  expect(await recording(ok).call(picture, {})).toEqual({ a: 1 })
})

test('paths and query strings are filled by name, and what the path lacks is an error of the caller', () => {
  expect(fillPath('/a/:id/b/:other', { id: 1, other: '中', n: 2 })).toEqual({ url: '/a/1/b/%E4%B8%AD', rest: { n: 2 } })
  expect(() => fillPath('/a/:id', {})).toThrow(/id/)
  expect(queryString({ a: 0, b: false, c: null, d: [], e: '&=' })).toBe('?a=0&b=false&e=%26%3D')
  expect(queryString({})).toBe('')
})
