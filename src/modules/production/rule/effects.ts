import type { CommandCtx } from '../../../platform/command.ts'
import type { Judging } from './facts.ts'

/** A record of a profile's event that was just written, with what it was judged on. */
export type RecordedEvent = Omit<Judging, 'also'> & {
  recordId: string
  /** Holdings it is about: those it moved and those it made. */
  holdingIds: readonly string[]
  /** The trace event that moved the goods; null where none did. */
  eventId: string | null
}

/**
 * What modules above production do when a profile's event is recorded: states of serial codes, what is used of a
 * permit, who has a controlled piece. It runs in the transaction of the command, after the rules have passed and the
 * record is written: what it throws undoes the record. It acts only on events it knows.
 */
export type RecordEffect = {
  readonly name: string
  readonly follow: (ctx: CommandCtx, made: RecordedEvent) => Promise<void>
}

const effects = new Map<string, RecordEffect>()

/** Adds what follows a record; called once for each module where the server is put together. */
export function addRecordEffect(effect: RecordEffect): void {
  effects.set(effect.name, effect)
}

/** Lets every module follow a record, in the order in which they were added. */
export async function followRecord(ctx: CommandCtx, made: RecordedEvent): Promise<void> {
  for (const effect of effects.values()) await effect.follow(ctx, made)
}
