import { connect, type Socket } from 'node:net'

/**
 * A small HTTP client for loopback: keep-alive connections that each have one request in flight. It spends as little as
 * it can, because it shares the machine with what it measures.
 */
export type Load = {
  port: number
  /** Request lines' paths, taken in turn. */
  paths: readonly string[]
  connections: number
  /** Requests a second, sent at even times whatever comes back; absent: as fast as answers come. */
  rate?: number
}
export type Loaded = {
  seconds: number
  /** Milliseconds of each request; with a rate from the moment it was due, so that a stall is not hidden. */
  latencies: Float64Array
  /** Answers by status. */
  statuses: Map<number, number>
  bytes: number
}

const line = (path: string) =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: zh-CN,zh;q=0.9,en;q=0.8\r\n\r\n`)

export async function load({ port, paths, connections, rate }: Load): Promise<Loaded> {
  const requests = paths.map(line)
  const latencies = new Float64Array(requests.length)
  const statuses = new Map<number, number>()
  let [next, done, bytes] = [0, 0, 0]
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const idle: Conn[] = []
  const started = performance.now()
  const dueAt = (i: number) => (rate === undefined ? performance.now() : started + (i * 1000) / rate)

  await new Promise<void>((resolve, reject) => {
    const send = (c: Conn) => {
      const i = next++
      c.request = i
      c.due = dueAt(i)
      c.socket.write(requests[i]!)
    }
    const free = (c: Conn) => {
      if (next < requests.length && (rate === undefined || dueAt(next) <= performance.now())) send(c)
      else idle.push(c)
    }
    const timer =
      rate === undefined
        ? undefined
        : setInterval(() => {
            while (idle.length && next < requests.length && dueAt(next) <= performance.now()) send(idle.pop()!)
          }, 1)
    for (const socket of sockets) {
      const c: Conn = { socket, request: -1, due: 0, got: [], size: 0, need: -1 }
      socket.on('error', reject)
      socket.on('data', (chunk: Buffer) => {
        const status = take(c, chunk)
        if (status === undefined) return
        latencies[c.request] = performance.now() - c.due
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        bytes += c.need
        c.got = []
        c.size = 0
        c.need = -1
        if (++done === requests.length) {
          clearInterval(timer)
          resolve()
        } else free(c)
      })
      free(c)
    }
  })
  const seconds = (performance.now() - started) / 1000
  for (const s of sockets) s.destroy()
  return { seconds, latencies, statuses, bytes }
}

type Conn = { socket: Socket; request: number; due: number; got: Buffer[]; size: number; need: number }

/** The status once the whole answer is there. */
function take(c: Conn, chunk: Buffer): number | undefined {
  c.got.push(chunk)
  c.size += chunk.length
  if (c.need < 0) {
    const all = c.got.length === 1 ? chunk : Buffer.concat(c.got)
    const end = all.indexOf('\r\n\r\n')
    if (end < 0) return undefined
    const length = /content-length: (\d+)/i.exec(all.toString('latin1', 0, end))
    if (!length) throw new Error(`no length in ${all.toString('latin1', 0, end)}`)
    c.need = end + 4 + Number(length[1])
    c.got = [all]
  }
  return c.size >= c.need ? Number(c.got[0]!.toString('latin1', 9, 12)) : undefined
}

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const s = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(s))
    s.once('error', reject)
  })
