import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type Config, ConfigError } from './config.ts'
import { type Database, DatabaseError, openDatabase } from './database.ts'
import { connect, type Db } from './db.ts'
import { MigrationError, migrate } from './migrate.ts'
import { ClusterError } from './postgres.ts'

/** Faults of the surroundings: told in one line, without a stack. */
export const isPlainFault = (err: unknown): err is Error =>
  err instanceof ConfigError ||
  err instanceof DatabaseError ||
  err instanceof MigrationError ||
  err instanceof ClusterError

/** Opens the database, migrates it as its owner and connects as the application. */
export async function openStore(
  config: Config,
  onProgress: (what: string) => void,
): Promise<{ database: Database; db: Db }> {
  const database = await openDatabase(config, onProgress)
  try {
    await migrate(database.ownerUrl, {
      appRole: database.appRole,
      onProgress: (name) => onProgress(`migration ${name}`),
    })
  } catch (err) {
    await database.close()
    throw err
  }
  return { database, db: connect(database.appUrl, { max: 20 }) }
}

/** Calls `stop` once, on the first SIGINT or SIGTERM; a second signal ends the process at once. */
export function onSignal(stop: () => Promise<void>): void {
  let stopping = false
  const act = () => {
    if (stopping) process.exit(1)
    stopping = true
    stop().then(
      () => process.exit(0),
      (err: Error) => {
        process.stderr.write(`Suyuan stopped, but not cleanly. ${err.message}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', act)
  process.on('SIGTERM', act)
}

/** Does every step in order, also after one that failed. @throws what the first failing one threw. */
export async function inTurn(steps: readonly (() => Promise<unknown> | undefined)[]): Promise<void> {
  const faults: unknown[] = []
  for (const step of steps)
    try {
      await step()
    } catch (err) {
      faults.push(err)
    }
  if (faults.length) throw faults[0]
}

/** Listens where the configuration says. @throws ConfigError when the port is taken. */
export async function listen(app: FastifyInstance, config: Config): Promise<number> {
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (err) {
    const { code, syscall } = err as { code?: string; syscall?: string }
    if (code === 'EADDRINUSE') throw new ConfigError(`PORT: ${config.port} is in use on ${config.host}; choose another`)
    if (code !== undefined && syscall !== undefined)
      throw new ConfigError(`HOST/PORT: cannot listen on ${config.host}:${config.port} (${code})`)
    throw err
  }
  return (app.server.address() as { port: number }).port
}

/**
 * What closes this server: it takes no new connection, lets requests in flight finish and ends the connections that
 * browsers keep for later or opened in advance, which would otherwise hold up the stop for as long as they like.
 * After `patience` ms whoever has not finished is cut off.
 */
export function closer(app: FastifyInstance, patience = 20_000): () => Promise<void> {
  const open = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return async () => {
    const end = Date.now() + patience
    const timer = setInterval(() => {
      app.server.closeIdleConnections()
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
      if (Date.now() > end) app.server.closeAllConnections()
    }, 50)
    try {
      await app.close()
    } finally {
      clearInterval(timer)
    }
  }
}
