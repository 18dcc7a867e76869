import { ownKey } from '../../../kernel/epcis/own.ts'

/** What one logger measured over a time, as the body of an event keeps it; the figures are decimal strings. */
export type Sensed = {
  deviceId: string
  /** The first and the last reading it is made of. */
  from: string
  to: string
  count: number
  figures: readonly { of: 'temperature' | 'humidity'; min: string; max: string; mean: string; alarm?: true }[]
}

/** Measurement type of CBV 2.0 and unit of Rec 20: degrees Celsius, percent. */
const terms = {
  temperature: { type: 'Temperature', uom: 'CEL' },
  humidity: { type: 'RelativeHumidity', uom: 'P1' },
} as const

/** Sensor elements (EPCIS 2.0 §7.3.7), one a logger. */
export const sensorElements = (sensed: readonly Sensed[]): Record<string, unknown>[] =>
  sensed.map(({ deviceId, from, to, count, figures }) => ({
    sensorMetadata: { startTime: from, endTime: to, deviceID: `urn:uuid:${deviceId}`, [ownKey('readings')]: count },
    sensorReport: figures.map(({ of, min, max, mean, alarm }) => ({
      ...terms[of],
      minValue: Number(min),
      maxValue: Number(max),
      meanValue: Number(mean),
      ...(alarm ? { exception: 'ALARM_CONDITION' } : {}),
    })),
  }))
