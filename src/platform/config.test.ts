import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const root = mkdtempSync(join(tmpdir(), 'suyuan-config-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let made = 0
const fresh = () => join(root, String(made++))

/** The one line that a start with these settings ends with. */
function refusal(env: Record<string, string>): string {
  try {
    readConfig({ DATA_DIR: fresh(), ...env })
  } catch (err) {
    if (err instanceof ConfigError) return err.message
    throw err
  }
  return 'accepted'
}

const databases = { DATABASE_URL: 'postgres://app:x@h/d', DATABASE_OWNER_URL: 'postgres://owner:x@h/d' }

test.each([
  ['PORT', 'eighty', /^PORT: expected a number from 0 to 65535$/],
  ['PORT', '65536', /^PORT: expected a number/],
  ['PORT', '-1', /^PORT: expected a number/],
  ['PORT', '80.5', /^PORT: expected a number/],
  ['PORT', '0x50', /^PORT: expected a number/],
  ['ORIGIN', 'sy.example', /^ORIGIN: expected an address such as https:/],
  ['ORIGIN', 'ftp://sy.example', /^ORIGIN: expected an address/],
  ['ORIGIN', 'https://sy.example/app', /^ORIGIN: expected scheme, name and port only/],
  ['ORIGIN', 'https://sy.example/?a=1', /^ORIGIN: expected scheme, name and port only/],
  ['ORIGIN', 'https://me:pw@sy.example', /^ORIGIN: expected scheme, name and port only/],
  ['DATABASE_URL', 'mysql://h/d', /^DATABASE_URL: expected an address such as postgres:/],
  ['DATABASE_OWNER_URL', 'localhost', /^DATABASE_OWNER_URL: expected an address/],
  ['ROLE', 'worker', /^ROLE: .*"web"\|"work"\|"all"/],
  ['TRUST_PROXY', '10.0.0.1, balancer', /^TRUST_PROXY: balancer is no IP address or network/],
  ['OUTGOING_HOSTS', 'erp.example, http://x', /^OUTGOING_HOSTS: http:\/\/x is no host such as/],
  ['TRUST_PROXY', '10.0.0.0/33', /^TRUST_PROXY: 10\.0\.0\.0\/33 is no/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL: /],
  ['DATA_KEY', 'secret', /^DATA_KEY: expected 64 hexadecimal digits/],
  ['HASH_KEY', 'ab'.repeat(31), /^HASH_KEY: expected 64 hexadecimal digits/],
])('%s=%s is refused in one line that names it', (name, value, line) => {
  const said = refusal({ ...databases, [name]: value })
  expect(said).toMatch(line)
  expect(said).not.toContain('\n')
})

test('nothing given: this machine only, embedded database, everything in one process', () => {
  const { secrets, dataDir, ...rest } = readConfig({ DATA_DIR: fresh() })
  expect(rest).toEqual({
    port: 3000,
    mqtt: { port: undefined, host: undefined, url: undefined },
    log: { key: undefined, sm2Key: undefined },
    nationalCrypto: false,
    host: '127.0.0.1',
    origin: 'http://127.0.0.1:3000',
    database: undefined,
    role: 'all',
    trustProxy: [],
    outgoingHosts: [],
    logLevel: 'info',
  })
  expect(dataDir.startsWith('/') && Object.values(secrets).every((s) => s.length >= 48)).toBe(true)
})

test.each([
  [{ PORT: '8080', HOST: '0.0.0.0' }, { origin: 'http://localhost:8080' }],
  [{ HOST: '::1' }, { origin: 'http://[::1]:3000' }],
  [{ ORIGIN: 'https://SY.example/' }, { origin: 'https://sy.example' }],
  [{ ORIGIN: ' http://10.1.2.3:8080 ' }, { origin: 'http://10.1.2.3:8080' }],
  [
    { ORIGIN: '  ', PORT: '' },
    { origin: 'http://127.0.0.1:3000', port: 3000 },
  ],
  [{ OUTGOING_HOSTS: 'ERP.example:8080, [fd00::1]' }, { outgoingHosts: ['erp.example:8080', '[fd00::1]'] }],
  [{ TRUST_PROXY: '10.0.0.1, fd00::/8' }, { trustProxy: ['10.0.0.1', 'fd00::/8'] }],
  [
    { ...databases, ROLE: 'work' },
    { role: 'work', database: { appUrl: databases.DATABASE_URL, ownerUrl: databases.DATABASE_OWNER_URL } },
  ],
  [{ MQTT_PORT: '1883' }, { mqtt: { port: 1883, host: undefined, url: undefined } }],
  [{ MQTT_URL: 'mqtts://u:p@broker.example' }, { mqtt: { url: 'mqtts://u:p@broker.example' } }],
])('%j is read as %j', (env, expected) => {
  expect(readConfig({ DATA_DIR: fresh(), ...env })).toMatchObject(expected)
})

test('one database address alone is refused, whichever it is', () => {
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL'] as const)
    expect(refusal({ [name]: databases[name] })).toMatch(
      /^DATABASE_URL and DATABASE_OWNER_URL: give both .* or neither/,
    )
})

test('loggers reach one broker: ours or another, and an address of MQTT', () => {
  expect(refusal({ MQTT_PORT: '1883', MQTT_URL: 'mqtt://broker.example' })).toMatch(
    /^MQTT_URL: give MQTT_PORT .* not both/,
  )
  expect(refusal({ MQTT_PORT: '0' })).toMatch(/^MQTT_PORT: /)
  expect(refusal({ MQTT_URL: 'https://broker.example' })).toMatch(/^MQTT_URL: /)
})

test('a process that does only a part is refused on the embedded database, which one process alone can use', () => {
  for (const ROLE of ['web', 'work']) expect(refusal({ ROLE })).toMatch(/^ROLE: .* needs DATABASE_URL/)
})

test('secrets are made once, for their owner only, and kept', () => {
  const dir = fresh()
  const first = readConfig({ DATA_DIR: dir }).secrets
  expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(readConfig({ DATA_DIR: dir }).secrets).toEqual(first)
  expect(readdirSync(dir)).toEqual(['secrets.json'])
  expect(readConfig({ DATA_DIR: fresh() }).secrets).not.toEqual(first)
})

test('given keys win over the kept ones and are not written down', () => {
  const dir = fresh()
  const DATA_KEY = 'ab'.repeat(32)
  const { secrets } = readConfig({ DATA_DIR: dir, DATA_KEY })
  expect(secrets.dataKey).toBe(DATA_KEY)
  expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).not.toContain(DATA_KEY)
  expect(readConfig({ DATA_DIR: dir }).secrets).toMatchObject({ hashKey: secrets.hashKey })
})

test('processes that start at one moment agree on one set of keys', async () => {
  const dir = fresh()
  const read = `import { readConfig } from ${JSON.stringify(new URL('./config.ts', import.meta.url).href)}
    while (Date.now() < Number(process.argv[1])) ;
    console.log(JSON.stringify(readConfig({ DATA_DIR: process.argv[2] }).secrets))`
  const script = `for i in 1 2 3 4; do "$0" --input-type=module -e "$1" "$2" "$3" & done; wait`
  const out = execFileSync('sh', ['-c', script, process.execPath, read, String(Date.now() + 1200), dir], {
    encoding: 'utf8',
  })
  const seen = out.trim().split('\n')
  expect(seen).toHaveLength(4)
  expect(new Set(seen)).toEqual(new Set([JSON.stringify(JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')))]))
  expect(readdirSync(dir)).toEqual(['secrets.json'])
})

test.each([
  ['cut off', (text: string) => text.slice(0, 90), /secrets\.json cannot be used \(it is cut off or changed; put back/],
  ['empty', () => '', /cannot be used \(it is cut off or changed/],
  ['without a key', (text: string) => text.replace('hashKey', 'hash'), /\(hashKey is missing or changed; put back/],
  ['with a shorter key', (text: string) => text.replace(/"dataKey": "../, '"dataKey": "'), /\(dataKey is missing/],
])('a file of secrets that is %s is refused, left as it is, and not quoted', (_what, damage, line) => {
  const dir = fresh()
  readConfig({ DATA_DIR: dir })
  const file = join(dir, 'secrets.json')
  const whole = readFileSync(file, 'utf8')
  const damaged = damage(whole)
  writeFileSync(file, damaged)
  const said = refusal({ DATA_DIR: dir })
  expect(said).toMatch(/^DATA_DIR: /)
  expect(said).toMatch(line)
  const values = Object.values(JSON.parse(whole) as Record<string, string>)
  expect(values.filter((v) => said.includes(v.slice(0, 6)))).toEqual([])
  expect(readFileSync(file, 'utf8')).toBe(damaged)
})

test('a DATA_DIR that cannot be written is refused in one line', () => {
  const file = join(root, 'a-file')
  writeFileSync(file, '')
  for (const dir of [file, join(file, 'data')])
    expect(refusal({ DATA_DIR: dir })).toMatch(/^DATA_DIR: .*secrets\.json cannot be used \(.*\)$/)
})
