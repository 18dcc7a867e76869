import type { FastifyInstance } from 'fastify'
import { type Devices, startDevices } from './modules/device/index.ts'
import { type Subscriptions, startSubscriptions } from './modules/exchange/index.ts'
import { type LogSealer, startSealer } from './modules/proof/index.ts'
import { type RetentionWorker, startRetention } from './modules/retention/index.ts'
import type { Config } from './platform/config.ts'
import type { Deps } from './platform/http.ts'
import { makeMetrics } from './platform/metrics.ts'
import { type Relay, startRelay } from './platform/relay.ts'
import { sealer } from './platform/seal.ts'
import { closer, inTurn, listen, openStore } from './platform/start.ts'
import { buildServer, dailyWork, prepare, wire } from './server.ts'

export type Running = {
  deps: Deps
  app: FastifyInstance | undefined
  port: number | undefined
  close: () => Promise<void>
}

/**
 * Starts what `config.role` asks for: database, migrations, reference data, then the web server and/or the workers.
 * `close` lets requests in flight finish, hands jobs back and lets go of the database.
 */
export async function start(config: Config, onProgress: (what: string) => void = () => {}): Promise<Running> {
  const { database, db } = await openStore(config, onProgress)
  let relay: Relay | undefined
  let logSealer: LogSealer | undefined
  let retention: RetentionWorker | undefined
  let subscriptions: Subscriptions | undefined
  let devices: Devices | undefined
  let app: FastifyInstance | undefined
  let closeServer: (() => Promise<void>) | undefined
  // a step that fails must not leave the next undone: the embedded database would run on
  const close = () =>
    inTurn([
      () => closeServer?.(),
      () => devices?.stop(),
      () => relay?.stop(),
      () => logSealer?.stop(),
      () => retention?.stop(),
      () => subscriptions?.stop(),
      () => db.destroy(),
      () => database.close(),
    ])
  try {
    const deps = wire({
      db,
      config,
      sealer: sealer(config.secrets),
      metrics: makeMetrics(db),
      clock: () => new Date().toISOString(),
      wake: () => relay?.wake(),
    })
    await prepare(deps, onProgress)
    if (config.role !== 'web') {
      relay = await startRelay(deps, database.ownerUrl, { daily: dailyWork(deps) })
      logSealer = startSealer(deps)
      retention = startRetention(deps, database.ownerUrl)
      subscriptions = startSubscriptions(deps)
    }
    devices = await startDevices(deps)
    let port: number | undefined
    if (config.role !== 'work') {
      app = buildServer(deps, { logger: { level: config.logLevel } })
      closeServer = closer(app)
      port = await listen(app, config)
    }
    return { deps, app, port, close }
  } catch (err) {
    // the first fault is the one to tell
    await close().catch(() => {})
    throw err
  }
}
