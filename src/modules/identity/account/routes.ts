import type { FastifyInstance } from 'fastify'
import { type Deps, mount } from '../../../platform/http.ts'
import { accountShown, unscopedAccountsOf } from './queries.ts'
import * as api from './schema.ts'
import { requireCharge } from './scope.ts'
import { temporaryPassword } from './secrets.ts'
import {
  changeAccountRoles,
  createAccount,
  openShownPhone,
  resetPassword,
  setAccountState,
  unmaskAccountPhone,
} from './service.ts'

export function accountRoutes(app: FastifyInstance, deps: Deps): void {
  const { sealer } = deps
  const withPassword = <T extends { accountId: string }>(answer: T, commandId: string) => ({
    ...answer,
    temporaryPassword: temporaryPassword(sealer, answer.accountId, commandId),
  })
  mount(app, deps, api.createAccount, (ctx, input) => createAccount(ctx, sealer, input), withPassword)
  mount(app, deps, api.resetPassword, (ctx, input) => resetPassword(ctx, sealer, input.accountId), withPassword)
  mount(app, deps, api.changeAccountRoles, (ctx, input) => changeAccountRoles(ctx, sealer, input))
  mount(app, deps, api.disableAccount, (ctx, input) => setAccountState(ctx, sealer, input.accountId, 'disabled'))
  mount(app, deps, api.enableAccount, (ctx, input) => setAccountState(ctx, sealer, input.accountId, 'open'))
  mount(app, deps, api.unmaskAccountPhone, unmaskAccountPhone, (answer) => openShownPhone(sealer, answer))
  mount(app, deps, api.listAccounts, async ({ db, actor }, f) => {
    const { partyId, allocation } = await requireCharge(db, actor, f.partyId ?? actor.partyId)
    const { items, nextCursor } = await unscopedAccountsOf(db, partyId, {
      cursor: f.cursor,
      limit: f.limit,
      administrators: allocation === 'administrator',
    })
    return { items: items.map((r) => accountShown(sealer, r)), nextCursor }
  })
}
