import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'

const bytes32 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits (32 bytes)')

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ROLE: z.enum(['web', 'work', 'all']).default('all'),
  /** Addresses of proxies whose X-Forwarded-* headers are believed; comma separated, empty for none. */
  TRUST_PROXY: z.string().default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Keys; made and kept in DATA_DIR/secrets.json when not given. */
  DATA_KEY: bytes32.optional(),
  HASH_KEY: bytes32.optional(),
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
  logLevel: string
  secrets: Secrets
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
  const dataDir = resolve(e.DATA_DIR)
  const host = e.HOST === '0.0.0.0' || e.HOST === '::' ? 'localhost' : e.HOST
  return {
    port: e.PORT,
    host: e.HOST,
    origin: (e.ORIGIN ?? `http://${host.includes(':') ? `[${host}]` : host}:${e.PORT}`).replace(/\/+$/, ''),
    dataDir,
    database: e.DATABASE_URL ? { appUrl: e.DATABASE_URL, ownerUrl: e.DATABASE_OWNER_URL! } : undefined,
    role: e.ROLE,
    trustProxy: e.TRUST_PROXY.split(',')
      .map((s) => s.trim())
      .filter(Boolean),
    logLevel: e.LOG_LEVEL,
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
      // written whole under another name first: a full disk must not leave half a key
      writeFileSync(`${file}.new`, JSON.stringify(fresh, null, 2), { mode: 0o600, flag: 'w' })
      renameSync(`${file}.new`, file)
    }
    const kept = Secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { ...kept, dataKey: given.dataKey ?? kept.dataKey, hashKey: given.hashKey ?? kept.hashKey }
  } catch (err) {
    throw new ConfigError(`DATA_DIR: ${file} cannot be used (${(err as Error).message.split('\n')[0]})`)
  }
}
