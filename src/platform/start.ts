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
      () => process.exit(1),
    )
  }
  process.on('SIGINT', act)
  process.on('SIGTERM', act)
}

/** Listens where the configuration says. @throws ConfigError when the port is taken. */
export async function listen(app: FastifyInstance, config: Config): Promise<number> {
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (err) {
    const { code } = err as { code?: string }
    if (code === 'EADDRINUSE') throw new ConfigError(`PORT: ${config.port} is in use on ${config.host}; choose another`)
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new ConfigError(`HOST/PORT: cannot listen on ${config.host}:${config.port} (${code})`)
    throw err
  }
  return (app.server.address() as { port: number }).port
}
