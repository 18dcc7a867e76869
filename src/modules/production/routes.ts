import type { FastifyInstance } from 'fastify'
import { civilDate } from '../../platform/civil.ts'
import { type Deps, mount } from '../../platform/http.ts'
import { fileRoutes } from './file/routes.ts'
import { previewHarvest } from './harvest/queries.ts'
import * as harvest from './harvest/schema.ts'
import { harvestGoods } from './harvest/service.ts'
import { findPurchases } from './input/queries.ts'
import * as input from './input/schema.ts'
import { buyInput, enterInputBatch, voidPurchase } from './input/service.ts'
import { withOverlays } from './profile/in-force.ts'
import { profilesFor, requireProfile } from './profile/rules.ts'
import * as profile from './profile/schema.ts'
import { shownProfile } from './profile/shown.ts'
import { findCompleteness, findRecords, requireRecord } from './record/queries.ts'
import * as record from './record/schema.ts'
import { recordMany, recordOne } from './record/service.ts'
import { openUnmaskedRecord, unmaskOneRecord } from './record/unmask.ts'
import { voidOwnRecord } from './record/void.ts'
import { findRefusals } from './refusal/queries.ts'
import { listRefusals } from './refusal/schema.ts'
import { finishTask, listTasks } from './rule/schema.ts'
import { findTasks, finishOwnTask } from './rule/tasks.ts'
import { findSignals } from './signal/queries.ts'
import { listSignals } from './signal/schema.ts'
import { recordStep } from './step/schema.ts'
import { stepOnBatches } from './step/service.ts'

export function productionRoutes(app: FastifyInstance, deps: Deps): void {
  fileRoutes(app, deps)
  mount(app, deps, profile.listProfiles, async ({ db, actor, now }) => {
    const today = civilDate(now)
    const list = await withOverlays(db, actor.partyId, profilesFor(actor, today), today)
    return { items: list.map(shownProfile) }
  })
  mount(app, deps, profile.getProfile, async ({ db, actor, now }, { id }) => {
    const today = civilDate(now)
    const [shown] = await withOverlays(db, actor.partyId, [requireProfile(actor, id, today)], today)
    return shownProfile(shown!)
  })
  mount(app, deps, record.recordProduction, (ctx, i) => recordOne(ctx, deps.sealer, i))
  mount(app, deps, record.recordProductionMany, (ctx, i) => recordMany(ctx, deps.sealer, i))
  mount(app, deps, record.voidRecord, voidOwnRecord)
  mount(app, deps, record.listRecords, ({ db, actor }, f) => findRecords(db, actor, f))
  mount(app, deps, record.getRecord, ({ db, actor }, which) => requireRecord(db, actor, which))
  mount(app, deps, record.unmaskRecord, unmaskOneRecord, (answer) => openUnmaskedRecord(deps.sealer, answer))
  mount(app, deps, record.getCompleteness, ({ db, actor }, f) => findCompleteness(db, actor, f))
  mount(app, deps, input.recordInputPurchase, buyInput)
  mount(app, deps, input.recordInputBatch, enterInputBatch)
  mount(app, deps, input.voidInputPurchase, voidPurchase)
  mount(app, deps, input.listInputPurchases, ({ db, actor }, f) => findPurchases(db, actor, f))
  mount(app, deps, harvest.harvest, (ctx, i) => harvestGoods(ctx, deps.sealer, i))
  mount(app, deps, harvest.harvestPreview, previewHarvest)
  mount(app, deps, recordStep, (ctx, i) => stepOnBatches(ctx, deps.sealer, i))
  mount(app, deps, listRefusals, ({ db, actor }, f) => findRefusals(db, actor, f))
  mount(app, deps, listSignals, ({ db, actor }, f) => findSignals(db, actor, f))
  mount(app, deps, listTasks, ({ db, actor }, f) => findTasks(db, actor, f))
  mount(app, deps, finishTask, finishOwnTask)
}
