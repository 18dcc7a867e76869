import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import * as z from 'zod'

const bytes32 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits (32 bytes)')

/** Where people reach us, as browsers write an origin: a path or a name in it would end up in every QR code. */
const Origin = z
  .url({ protocol: /^https?$/, error: 'expected an address such as https://sy.example' })
  .refine((text) => {
    if (!URL.canParse(text)) return true // said already
    const u = new URL(text)
    return `${u.pathname}${u.search}${u.hash}${u.username}${u.password}`.replace(/^\/+$/, '') === ''
  }, 'expected scheme, name and port only, such as https://sy.example')
  .transform((text) => new URL(text).origin)

/** Addresses and networks (10.0.0.0/8), comma separated. */
const Addresses = z.string().transform((text, ctx) => {
  const all = text
    .split(',')
    .map((s) => s.trim())
    .filter(Boolean)
  const wrong = all.find((a) => !isNetwork(a))
  if (wrong !== undefined) ctx.addIssue(`${wrong} is no IP address or network such as 10.0.0.0/8`)
  return all
})

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length) return false
  if (bits === undefined) return true
  try {
    new BlockList().addSubnet(address, /^\d+$/.test(bits) ? Number(bits) : -1, version === 4 ? 'ipv4' : 'ipv6')
    return true
  } catch {
    return false
  }
}

/** Hosts, with or without a port; comma separated. */
const Hosts = z.string().transform((text, ctx) => {
  const all = text
    .split(',')
    .map((s) => s.trim().toLowerCase())
    .filter(Boolean)
  const wrong = all.find((h) => !/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/.test(h))
  if (wrong !== undefined) ctx.addIssue(`${wrong} is no host such as erp.example or 10.0.0.5:8080`)
  return all
})

const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected an address such as postgres://role:password@host/database',
})

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d+$/, 'expected a number from 0 to 65535')
    .transform(Number)
    .refine((n) => n <= 65535, 'expected a number from 0 to 65535')
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ORIGIN: Origin.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  ROLE: z.enum(['web', 'work', 'all']).default('all'),
  /** Addresses of proxies whose X-Forwarded-* headers are believed; comma separated, empty for none. */
  TRUST_PROXY: Addresses.default([]),
  /** Hosts on inner networks that webhooks may reach nevertheless; comma separated, empty for none. */
  OUTGOING_HOSTS: Hosts.default([]),
  /** A broker for loggers in this process, by MQTT; none when not given. */
  MQTT_PORT: z
    .string()
    .regex(/^\d+$/, 'expected a number from 1 to 65535')
    .transform(Number)
    .refine((n) => n >= 1 && n <= 65535, 'expected a number from 1 to 65535')
    .optional(),
  MQTT_HOST: z.string().min(1).optional(),
  /** A broker of somebody else that loggers publish to; with user and password where it asks for them. */
  MQTT_URL: z
    .url({
      protocol: /^(mqtts?|wss?)$/,
      error: 'expected an address such as mqtts://user:password@broker.example:8883',
    })
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Keys; made and kept in DATA_DIR/secrets.json when not given. */
  DATA_KEY: bytes32.optional(),
  HASH_KEY: bytes32.optional(),
  /** Keys that checkpoints of the log are signed with; made and kept in DATA_DIR/log-key.json when not given. */
  LOG_KEY: bytes32.optional(),
  LOG_SM2_KEY: bytes32.optional(),
  /** Checkpoints are signed with SM2 too. */
  NATIONAL_CRYPTO: z.enum(['on', 'off']).default('off'),
})

const Secrets = z.object({
  dataKey: bytes32,
  hashKey: bytes32,
  databaseOwnerPassword: z.string().min(20),
  databaseAppPassword: z.string().min(20),
})
export type Secrets = z.infer<typeof Secrets>

/** Everything the process was told, checked once at start. */
export type Config = {
  port: number
  host: string
  /** Where people reach us, without a trailing slash; part of every QR code. */
  origin: string
  dataDir: string
  /** Absent: an embedded PostgreSQL under dataDir. */
  database: { appUrl: string; ownerUrl: string } | undefined
  role: 'web' | 'work' | 'all'
  trustProxy: string[]
  /** Hosts (`host` or `host:port`) that outgoing requests reach though their address is not public. */
  outgoingHosts: string[]
  logLevel: string
  /** Loggers by MQTT: a broker of our own (`port`), or one that is listened to (`url`). */
  mqtt: { port: number | undefined; host: string | undefined; url: string | undefined }
  secrets: Secrets
  /** National algorithms beside the international ones. */
  nationalCrypto: boolean
  /** Given keys of the log's signatures. */
  log: { key: string | undefined; sm2Key: string | undefined }
}

/** A wrong setting; its message is the one clear line that the start ends with. */
export class ConfigError extends Error {}

/** Reads the environment. @throws ConfigError naming the variable and what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.keys(Environment.shape).flatMap((k) => (env[k]?.trim() ? [[k, env[k].trim()]] : [])),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new ConfigError(`${issue.path.join('.')}: ${issue.message}`)
  }
  const e = parsed.data
  if (Boolean(e.DATABASE_URL) !== Boolean(e.DATABASE_OWNER_URL))
    throw new ConfigError(
      'DATABASE_URL and DATABASE_OWNER_URL: give both (the application role, and the role that migrates) or neither (embedded database)',
    )
  if (e.ROLE !== 'all' && !e.DATABASE_URL)
    throw new ConfigError(
      `ROLE: ${e.ROLE} needs DATABASE_URL and DATABASE_OWNER_URL, because the embedded database serves one process, which must do everything`,
    )
  if (e.MQTT_PORT !== undefined && e.MQTT_URL !== undefined)
    throw new ConfigError(
      'MQTT_URL: give MQTT_PORT (a broker in this process) or MQTT_URL (a broker elsewhere), not both',
    )
  const dataDir = resolve(e.DATA_DIR)
  const host = e.HOST === '0.0.0.0' || e.HOST === '::' ? 'localhost' : e.HOST
  return {
    port: e.PORT,
    host: e.HOST,
    origin: e.ORIGIN ?? `http://${host.includes(':') ? `[${host}]` : host}:${e.PORT}`,
    dataDir,
    database: e.DATABASE_URL ? { appUrl: e.DATABASE_URL, ownerUrl: e.DATABASE_OWNER_URL! } : undefined,
    role: e.ROLE,
    trustProxy: e.TRUST_PROXY,
    outgoingHosts: e.OUTGOING_HOSTS,
    logLevel: e.LOG_LEVEL,
    mqtt: { port: e.MQTT_PORT, host: e.MQTT_HOST, url: e.MQTT_URL },
    nationalCrypto: e.NATIONAL_CRYPTO === 'on',
    log: { key: e.LOG_KEY, sm2Key: e.LOG_SM2_KEY },
    secrets: readSecrets(dataDir, { dataKey: e.DATA_KEY, hashKey: e.HASH_KEY }),
  }
}

/** Keys from DATA_DIR/secrets.json (mode 600), made on the first start; given ones win and are not written down. */
function readSecrets(dataDir: string, given: { dataKey: string | undefined; hashKey: string | undefined }): Secrets {
  const file = `${dataDir}/secrets.json`
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 })
    if (!existsSync(file)) {
      const fresh: Secrets = {
        dataKey: randomBytes(32).toString('hex'),
        hashKey: randomBytes(32).toString('hex'),
        databaseOwnerPassword: randomBytes(24).toString('hex'),
        databaseAppPassword: randomBytes(24).toString('hex'),
      }
      putWhole(file, JSON.stringify(fresh, null, 2))
    }
    const kept = Secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { ...kept, dataKey: given.dataKey ?? kept.dataKey, hashKey: given.hashKey ?? kept.hashKey }
  } catch (err) {
    throw new ConfigError(`DATA_DIR: ${file} cannot be used (${whyNot(err)})`)
  }
}

/** In one line, and without what the file holds: a parser's message quotes the text it stumbled over. */
function whyNot(err: unknown): string {
  const putBack = 'put back your copy of it: with other keys personal data can no longer be read'
  if (err instanceof SyntaxError) return `it is cut off or changed; ${putBack}`
  if (err instanceof z.ZodError) return `${err.issues[0]!.path.join('.')} is missing or changed; ${putBack}`
  return (err as Error).message.split('\n')[0]!
}

/**
 * Writes a file that must be whole or absent, also when the power fails, and that the first of two processes keeps: a
 * second set of keys over the first would lock away what was encrypted in between.
 */
export function putWhole(file: string, text: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true })
    linkSync(draft, file)
  } catch (err) {
    if ((err as { code?: string }).code !== 'EEXIST' || !existsSync(file)) throw err
  } finally {
    rmSync(draft, { force: true })
  }
}
