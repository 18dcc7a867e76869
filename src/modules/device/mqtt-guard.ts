import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

/**
 * A connection whose packets are bounded before anything keeps them: the broker's parser gathers a packet whole, and MQTT
 * lets a sender who has not even signed in announce 256 MB. A longer packet, or a length that is none, ends the line.
 */
export function bounded(socket: Socket, most: number): Duplex {
  const fits = packetCounter(most)
  const conn = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy: (err, done) => {
      socket.destroy()
      done(err)
    },
  })
  socket.on('data', (chunk: Buffer) => {
    if (!fits(chunk)) return void conn.destroy()
    if (!conn.push(chunk)) socket.pause()
  })
  socket.on('end', () => conn.push(null))
  socket.on('error', () => conn.destroy())
  socket.on('close', () => conn.destroy())
  // who closes the line is no fault of ours
  conn.on('error', () => {})
  return conn
}

/** Follows the fixed headers (MQTT 3.1.1 §2.2): false once a packet is announced that is longer than `most` bytes. */
export function packetCounter(most: number): (chunk: Uint8Array) => boolean {
  let body = 0
  let length: { value: number; factor: number } | undefined
  return (chunk) => {
    let i = 0
    while (i < chunk.length) {
      if (body > 0) {
        const step = Math.min(body, chunk.length - i)
        body -= step
        i += step
      } else if (!length) {
        length = { value: 0, factor: 1 }
        i++
      } else {
        const byte = chunk[i++]!
        length.value += (byte & 127) * length.factor
        length.factor *= 128
        if (length.value > most || (byte & 128 && length.factor > 128 ** 3)) return false
        if (byte & 128) continue
        body = length.value
        length = undefined
      }
    }
    return true
  }
}
