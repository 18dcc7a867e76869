import { connect } from 'mqtt'
import type { Deps } from '../../platform/http.ts'
import { makeIntake } from './intake.ts'
import { unscopedSenders } from './register.ts'
import { deviceOfTopic } from './rules.ts'

/**
 * Listens at a broker that others run: it has to see to it that a device publishes only under its own topic, for who
 * sent a message cannot be told from the message. What it hands over is acknowledged when it is stored. A broker that is
 * away, or refuses, is asked again every few seconds; each time counts in `suyuan_subscriber_failures_total`.
 */
export function subscribeToBroker(deps: Deps, url: string): { stop: () => Promise<void> } {
  const intake = makeIntake(deps)
  const failed = () => deps.metrics.failures.inc({ subscriber: 'mqtt' })
  const client = connect(url, { reconnectPeriod: 2000, connectTimeout: 10_000, reconnectOnConnackError: true })
  client.on('error', failed)
  client.on('connect', () => {
    client.subscribe('suyuan/+/readings', { qos: 1 }, (err) => err && failed())
  })
  client.handleMessage = (packet, done) => {
    const deviceId = deviceOfTopic(packet.topic)
    const taken = async () => {
      if (deviceId === undefined) return
      const sender = (await unscopedSenders(deps.db, [deviceId])).get(deviceId)
      if (!sender) deps.metrics.refusals.inc({ reason: 'message.unknown_device' })
      else await intake.take(sender, Buffer.from(packet.payload))
    }
    taken().then(
      () => done(),
      (err: Error) => {
        failed()
        done(err)
      },
    )
  }
  return { stop: () => client.endAsync(true) }
}
