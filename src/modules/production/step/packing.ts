import type { CommandCtx } from '../../../platform/command.ts'
import type * as trace from '../../trace/index.ts'

/** What a packing or an unpacking made. */
export type Packed = { eventId: string; batches: trace.BatchMade[] }

/**
 * What a module above production knows of packs whose pieces have codes of their own: it packs and unpacks what it has on
 * record, and leaves everything else to the trace (undefined).
 */
export type Packing = {
  readonly name: string
  readonly pack: (
    ctx: CommandCtx,
    input: trace.EventDetails & {
      holdingId: string
      quantity: string
      pieces?: string[] | undefined
      /** What is printed on the pack. */
      code?: string | undefined
      profile: string
    },
  ) => Promise<Packed | undefined>
  readonly unpack: (
    ctx: CommandCtx,
    input: trace.EventDetails & {
      holdingId: string
      quantity?: string | undefined
      pieces?: string[] | undefined
      profile: string
    },
  ) => Promise<Packed | undefined>
}

const known = new Map<string, Packing>()

/** Adds a way of packing; called once for each module where the server is put together. */
export function addPacking(packing: Packing): void {
  known.set(packing.name, packing)
}

/** What the first that knows these things made of them. */
export async function packedBy(ask: (p: Packing) => Promise<Packed | undefined>): Promise<Packed | undefined> {
  for (const packing of known.values()) {
    const made = await ask(packing)
    if (made) return made
  }
  return undefined
}
