/** Keys in one statement at most. */
const MOST = 200
/** So many that wait, for each statement on its way, go out beside it. */
const CROWD = 16
/** So long, in ms, the keys that wait leave a statement alone before another goes out beside it. */
const PATIENCE = 4

type Waiter<V> = { done: (v: V | undefined) => void; failed: (err: unknown) => void }

/**
 * Asks for single keys by statements that take many: a key that comes alone is sent at once; those that come while a
 * statement is on its way go together in the next. So one scan waits for nothing, and a crowd shares statements: the
 * busier it is, the less each scan costs the database. A statement that takes long does not stop the others: after
 * PATIENCE the next goes beside it, up to `lanes`. A key without an answer is undefined.
 */
export function together<V>(
  ask: (keys: string[]) => Promise<ReadonlyMap<string, V>>,
  lanes: number,
): (key: string) => Promise<V | undefined> {
  let waiting = new Map<string, Waiter<V>[]>()
  let busy = 0
  let impatient: NodeJS.Timeout | undefined

  const send = () => {
    clearTimeout(impatient)
    impatient = undefined
    if (!waiting.size || busy >= lanes) return
    const all = [...waiting]
    const batch = all.slice(0, MOST)
    waiting = new Map(all.slice(MOST))
    busy++
    const free = () => {
      busy--
      // before the answers are made: the database works on the next while we write these
      send()
    }
    ask(batch.map(([key]) => key)).then(
      (found) => {
        free()
        for (const [key, waiters] of batch) for (const w of waiters) w.done(found.get(key))
      },
      (err: unknown) => {
        free()
        for (const [, waiters] of batch) for (const w of waiters) w.failed(err)
      },
    )
    waitForLane()
  }
  const waitForLane = () => {
    if (waiting.size && busy < lanes) impatient ??= setTimeout(send, PATIENCE)
  }

  return (key) =>
    new Promise((done, failed) => {
      const same = waiting.get(key)
      if (same) same.push({ done, failed })
      else waiting.set(key, [{ done, failed }])
      if (same) return
      // a crowd is worth a statement of its own beside those on their way
      if (busy > 0 && waiting.size >= CROWD * busy) send()
      else if (waiting.size > 1) return
      // whatever else came in with this turn of the loop goes along
      else if (busy === 0) setImmediate(send)
      else waitForLane()
    })
}
