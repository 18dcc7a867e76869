import type { EpcisEvent } from './model.ts'

/**
 * The text that is stored of a captured event, hashed and sealed: the event as it came, under the context it came with.
 * `v: 2` tells it from the texts of our own commands.
 */
export const bodyText = (event: EpcisEvent, context: readonly unknown[]): string =>
  JSON.stringify({ v: 2, context, event })
