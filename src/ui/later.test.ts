import { afterEach, expect, test, vi } from 'vitest'
import { untilLoaded } from './later.ts'

const line = new EventTarget()
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
function lineIs(onLine: boolean) {
  vi.stubGlobal('navigator', { onLine })
  vi.stubGlobal('addEventListener', line.addEventListener.bind(line))
}

test('what could not be loaded without a line is loaded when there is one, however long it takes', async () => {
  vi.useFakeTimers()
  lineIs(false)
  const load = vi.fn().mockRejectedValueOnce(new TypeError('no line')).mockResolvedValue('the part')
  const part = untilLoaded(load)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(load).toHaveBeenCalledTimes(1)
  lineIs(true)
  line.dispatchEvent(new Event('online'))
  expect(await part).toBe('the part')
})

test('with a line it is tried four times, then the fault is said', async () => {
  vi.useFakeTimers()
  lineIs(true)
  const load = vi.fn().mockRejectedValue(new Error('gone'))
  const fault = untilLoaded(load).catch((err: Error) => err.message)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await fault).toBe('gone')
  expect(load).toHaveBeenCalledTimes(4)
})
