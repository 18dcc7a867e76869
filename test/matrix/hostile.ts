import * as z from 'zod'

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Path = readonly (string | number)[]

const unwrapped = (t: z.ZodType): z.ZodType => {
  if (t instanceof z.ZodOptional || t instanceof z.ZodNullable || t instanceof z.ZodDefault)
    return unwrapped(t.unwrap() as z.ZodType)
  return t instanceof z.ZodPipe ? unwrapped(t.in as z.ZodType) : t
}

/** What stands at a place of an input. */
export const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (v, key) => (typeof v === 'object' && v !== null ? (v as Record<string, unknown>)[key] : v),
    input,
  )

/** Every place of an input that its shape names, the nested ones and the first of each list included. */
export function pathsOf(type: z.ZodType, at: Path = []): Path[] {
  const t = unwrapped(type)
  const here = at.length ? [at] : []
  if (t instanceof z.ZodObject)
    return [...here, ...Object.entries(t.shape).flatMap(([k, v]) => pathsOf(v as z.ZodType, [...at, k]))]
  if (t instanceof z.ZodArray) return [...here, ...pathsOf(t.element as z.ZodType, [...at, 0])]
  if (t instanceof z.ZodUnion) return [...here, ...t.options.flatMap((o) => pathsOf(o as z.ZodType, at).slice(1))]
  return here
}

/** Every place that an input has, whether its shape names it or not: the fields of a record. */
export function pathsIn(value: unknown, at: Path = []): Path[] {
  const here = at.length ? [at] : []
  if (typeof value !== 'object' || value === null) return here
  if (Array.isArray(value)) return [...here, ...(value.length ? pathsIn(value[0], [...at, 0]) : [])]
  return [...here, ...Object.entries(value).flatMap(([k, v]) => pathsIn(v, [...at, k]))]
}

/** The input with one place replaced; what is not there yet on the way is made. */
export function replaced(input: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof key === 'number') {
    const list: unknown[] = Array.isArray(input) ? [...(input as unknown[])] : []
    list[key] = replaced(list[key], rest, value)
    return list
  }
  const object = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {}
  return { ...object, [key]: replaced(object[key], rest, value) }
}

const nested = (depth: number): unknown => {
  let value: unknown = 'deep'
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
  return value
}
const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
const long = '长'.repeat(100_000)

/** Put in every place: what a database, a parser or a page is known to choke on. */
export const always: unknown[] = ['示\u0000例', '\ud800', long, null, {}]

/** Put in some places each, by the seed. */
export const sometimes: unknown[] = [
  '\u0000',
  '示例\udfff',
  [],
  1e308,
  nested(200),
  '',
  ' ',
  '\u202e\u200b\ufeff示例',
  '\u0085\u2028\u0007',
  "' or 1=1; drop table identity.account; --",
  '%_\\',
  '"\\"; select 1',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '{retryAfter} {x} $1 $$',
  '😀'.repeat(300),
  'e\u0301'.repeat(200),
  'a'.repeat(1000),
  '\u6f22\u{20000}',
  'NaN',
  '-1',
  '1.5',
  '0',
  '1e5',
  '0.0001',
  '0.001',
  '999999999999999',
  '999999999999999.999',
  '999999999999999999',
  '1'.repeat(5000),
  '0x10',
  '٣',
  '+1',
  '0000-00-00',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30',
  '2026-06-01T08:00:00+23:59',
  '9999-12-31T23:59:59-14:00',
  '0001-01-01T00:00:00+14:00',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '2026-06-01T24:00:00Z',
  '2026-06-01T08:00:60Z',
  'infinity',
  'now',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '018f0000-0000-7000-8000-00000000000A',
  '460000',
  '999999',
  '460106001999',
  '0',
  'constructor',
  '__proto__',
  'toString',
  -1,
  0,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e21,
  true,
  false,
  [null],
  [['a']],
  ['a\u0000'],
  Array.from({ length: 20_000 }, (_, i) => String(i)),
  Array.from({ length: 600 }, () => '018f0000-0000-7000-8000-000000000001'),
  { a: '\u0000' },
  { 'a\u0000': 'a' },
  { 'a\ud800': 'a' },
  { length: 3, 0: 'a' },
  { $gt: '' },
  { toString: 'a', constructor: { prototype: {} } },
  JSON.parse('{"__proto__":{"admin":true},"hasOwnProperty":1}'),
  nested(30),
  nested(5000),
]

/** What a cursor is replaced by, besides: garbage, and those of lists that are sorted by something else. */
export const cursors: unknown[] = [
  'garbage',
  '%%%',
  'W10',
  cursor(),
  cursor(''),
  cursor('a'),
  cursor('a\u0000'),
  cursor('018f0000-0000-7000-8000-000000000001'),
  cursor('示例', '018f0000-0000-7000-8000-000000000001'),
  cursor('a', 'b'),
  cursor('a\u0000', 'b'),
  cursor('\ud800', '018f0000-0000-7000-8000-000000000001'),
  cursor('2026-06-01T08:00:00Z', 'b'),
  cursor('294277-01-01T00:00:00Z', '018f0000-0000-7000-8000-000000000001'),
  cursor('infinity', '018f0000-0000-7000-8000-000000000001'),
  cursor('1e400', '018f0000-0000-7000-8000-000000000001'),
  cursor('a', 'b', 'c'),
  cursor('0', 'a', 'c'),
  cursor('1', 'a', '018f0000-0000-7000-8000-000000000001'),
  cursor('99', '018f0000-0000-7000-8000-000000000001', 'b'),
  cursor(1, 2),
  cursor(null, {}),
  cursor('a', 'b', 'c', 'd'),
  Buffer.from('{"length":2}').toString('base64url'),
  Buffer.from([0xff, 0xfe, 0]).toString('base64url'),
]

/** What stands in a URL where an id belongs, as it goes over the wire. */
export const segments: readonly string[] = [
  '%00',
  'a%00b',
  '%2F',
  '..',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e',
  '%',
  '%zz',
  '%C0%80',
  '%ED%A0%80',
  '%E6%BA',
  ';a=b',
  '%20',
  '*',
  ':x',
  '%E6%BA%AF%E6%BA%90',
  '%E2%80%AE%E2%80%8B',
  '%3Cscript%3E',
  "'%20or%201=1--",
  'undefined',
  'null',
  '00000000-0000-0000-0000-000000000000',
  'a'.repeat(99),
  'a'.repeat(101),
  'a'.repeat(5000),
  '%E6%BA%AF'.repeat(60),
]

/** Bodies that are no input at all: content type and text. */
export const bodies: readonly (readonly [type: string | undefined, text: string])[] = [
  ['application/json', ''],
  ['application/json', 'null'],
  ['application/json', '[]'],
  ['application/json', '[{}]'],
  ['application/json', '"text"'],
  ['application/json', '1'],
  ['application/json', '{'],
  ['application/json', '{"a":1}}'],
  ['application/json', '{"__proto__":{"admin":true}}'],
  ['application/json', '{"constructor":{"prototype":{"admin":true}}}'],
  ['application/json', '\u0000'],
  ['application/json', '\ufeff{}'],
  ['application/json', '{"a":NaN}'],
  ['application/json; charset=utf-16', '{}'],
  ['application/json', `{"a":"${'x'.repeat(2 * 1024 * 1024)}"}`],
  ['application/json', '['.repeat(200_000)],
  ['application/json', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['application/json', `{"a":${'1'.repeat(10_000)}}`],
  ['text/plain', '{}'],
  ['text/html', '<p>'],
  ['application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['application/x-www-form-urlencoded', 'login=a&password=b'],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--'],
  ['not a type', '{}'],
  [undefined, '{}'],
]

/** Command ids that are none. */
export const commandIds: readonly string[] = ['', 'x', '1'.repeat(5000), "'; --", '018f0000-0000-7000-8000-00000000000']

/** Query strings beyond one value for each key. */
export const queries: readonly string[] = [
  'limit=1&limit=2',
  'limit=0x10',
  'limit=NaN',
  'limit=1e3',
  'limit=-1',
  'limit=',
  'limit[]=1',
  'limit[a]=1',
  'partyId=a&partyId=b',
  'q=a&q=b',
  'q=%00',
  'q=%ED%A0%80',
  'q=%zz',
  'q=%',
  'cursor=a&cursor=b',
  'code=a&code=b',
  '__proto__=a',
  '__proto__[a]=b',
  'constructor=a',
  'toString=a',
  '=',
  '&&&',
  '%00=a',
  `q=${'a'.repeat(100_000)}`,
  Array.from({ length: 3000 }, (_, i) => `k${i}=1`).join('&'),
]
