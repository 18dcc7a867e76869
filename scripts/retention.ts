import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { retentionRunner } from '../src/modules/retention/index.ts'
import { getRetentionRun, startRetention } from '../src/modules/retention/schema.ts'
import { connect } from '../src/platform/db.ts'
import { AppError } from '../src/platform/errors.ts'
import { say } from '../src/platform/i18n.ts'
import { makeMetrics } from '../src/platform/metrics.ts'
import { sealer } from '../src/platform/seal.ts'
import { wire } from '../src/server.ts'
import { allWords } from '../src/words.ts'
import { beside, PlainError } from './beside.ts'

/**
 * `npm run retention -- --agency <id> --what archive|purge_persons|purge [--trial] [--decision "<number>"] --reason "…"
 * [--profile <id>] [--operator <id>]`: archives or purges what is past its time in an agency's jurisdiction, or counts
 * it, as the screen does; may run beside the platform. Exit 0: finished · 1: refused · 2: it could not be looked at.
 */
const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    ...{ agency: text, what: text, decision: text, reason: text, profile: text, operator: text },
    trial: { type: 'boolean', default: false },
  },
})
await beside(async (database, config) => {
  const asked = startRetention.input.safeParse({
    ...{ what: values.what, trial: values.trial, reason: values.reason },
    ...{ decisionNo: values.decision, profile: values.profile, operatorId: values.operator },
  })
  if (!values.agency || !asked.success)
    throw new PlainError(
      'npm run retention -- --agency <id> --what archive|purge_persons|purge [--trial] [--decision "<number>"] --reason "<why>" [--profile <id>] [--operator <id>]',
    )
  const [db, owner] = [connect(database.appUrl, { max: 2 }), connect(database.ownerUrl, { max: 2 })]
  try {
    const clock = () => new Date().toISOString()
    const deps = wire({
      ...{ db, config, clock, sealer: sealer(config.secrets), metrics: makeMetrics(db, false), wake: () => {} },
    })
    const runner = await retentionRunner(deps, owner, values.agency)
    if (!runner) throw new PlainError('there is no such agency')
    const { runId } = await runner.start(asked.data)
    for (;;) {
      await runner.work()
      const run: Awaited<ReturnType<typeof runner.read>> = await runner.read(runId)
      console.error(`… ${run.parties} operators`, JSON.stringify(run.counts))
      if (run.state !== 'running') {
        for (const l of getRetentionRun.output.parse(run).lines)
          console.log([l.outcome, l.profile, l.event, l.records, ...l.reasons].join('\t'))
        return
      }
      await wait(1000) // the platform's own worker has it in hand
    }
  } catch (err) {
    if (!(err instanceof AppError)) throw err
    console.error(say(allWords, err.reason, 'en', err.details))
    process.exitCode = 1
  } finally {
    await Promise.all([db.destroy(), owner.destroy()])
  }
})
