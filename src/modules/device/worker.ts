import type { Deps } from '../../platform/http.ts'
import { workDue } from './summary.ts'

export type Devices = { stop: () => Promise<void> }

/**
 * What runs for devices in this process, by its role: with `web` the broker, where one is configured; with `work` the
 * line to another broker, and every half minute what is to be told of readings.
 */
export async function startDevices(deps: Deps, { every = 30_000 } = {}): Promise<Devices> {
  const { mqtt, role, host } = deps.config
  const parts: { stop: () => Promise<void> }[] = []
  const stop = async () => {
    for (const part of parts.splice(0)) await part.stop()
  }
  try {
    // where no logger speaks MQTT nothing of it is loaded
    if (mqtt.port !== undefined && role !== 'work') {
      const { startBroker } = await import('./mqtt-broker.ts')
      parts.push(await startBroker(deps, { host: mqtt.host ?? host, port: mqtt.port }))
    }
    if (role !== 'web') {
      if (mqtt.url !== undefined) {
        const { subscribeToBroker } = await import('./mqtt-subscribe.ts')
        parts.push(subscribeToBroker(deps, mqtt.url))
      }
      parts.push(tellEvery(deps, every))
    }
    return { stop }
  } catch (err) {
    await stop().catch(() => {})
    throw err
  }
}

function tellEvery(deps: Deps, every: number): { stop: () => Promise<void> } {
  let stopped = false
  let working: Promise<unknown> | undefined
  const timer = setInterval(() => {
    working ??= workDue(deps, () => !stopped)
      // a database that is away comes back; the next round asks again
      .catch(() => deps.metrics.failures.inc({ subscriber: 'device' }))
      .finally(() => {
        working = undefined
      })
  }, every)
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await working
    },
  }
}
