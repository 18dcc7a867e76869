import { sql } from 'kysely'
import { type Actor, systemActor } from '../../platform/actor.ts'
import { type CommandDeps, runCommand } from '../../platform/command.ts'
import type { Db } from '../../platform/db.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { requireRunLines } from './queries.ts'
import type * as api from './schema.ts'
import { startRun } from './service.ts'
import { workRuns } from './worker.ts'

export type RetentionRunner = {
  start: (input: Input<typeof api.startRetention>) => Promise<Output<typeof api.startRetention>>
  /** Works on all runs that are not at their end. */
  work: () => Promise<void>
  read: (runId: string) => Promise<Output<typeof api.getRetentionRun>>
}

/**
 * Runs of an agency for who operates the platform; the journal says that the platform did it. `owner`: the owner's
 * connection. Undefined where there is no such agency.
 */
export async function retentionRunner(
  deps: CommandDeps & { clock: () => string },
  owner: Db,
  agencyId: string,
): Promise<RetentionRunner | undefined> {
  const { rows } = await sql<{ divisions: string[]; sectors: string[] }>`
    select divisions, sectors from identity.agency where party_id = ${agencyId}`.execute(deps.db)
  if (!rows[0]) return undefined
  const actor: Actor = { ...systemActor(agencyId), kind: 'agency', ...rows[0] }
  return {
    start: (input) =>
      runCommand(deps, { name: 'startRetention', actor, now: deps.clock(), input }, (ctx) => startRun(ctx, input)),
    work: () => workRuns({ ...deps, db: owner }),
    read: (runId) => requireRunLines(deps.db, actor, runId),
  }
}
