import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** Pauses between tries while there is a line, in ms; after the last one the page says that it failed. */
const pauses = [500, 2_000, 5_000]

const online = () =>
  navigator.onLine
    ? Promise.resolve()
    : new Promise<void>((done) => addEventListener('online', () => done(), { once: true }))

/** Runs `load`, again after a pause when it failed; without a line it waits for one, however long. */
export async function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; ) {
    try {
      return await load()
    } catch (err) {
      if (navigator.onLine && tries === pauses.length) throw err
      if (navigator.onLine) await new Promise((done) => setTimeout(done, pauses[tries++]))
      await online()
    }
  }
}

/**
 * A part of a page that is loaded when it is first needed. React keeps a failed `lazy` for ever and takes the whole page
 * with it, typed values included: so a line that drops meanwhile is waited for, and the part's fallback stays.
 */
// biome-ignore lint/suspicious/noExplicitAny: as React's own `lazy`
export const later = <C extends ComponentType<any>>(load: () => Promise<{ default: C }>): LazyExoticComponent<C> =>
  lazy(() => untilLoaded(load))
