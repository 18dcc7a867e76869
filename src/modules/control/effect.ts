import type { RecordEffect, RuleSource } from '../production/index.ts'
import { codeItems } from './custody/items.ts'
import { moveCustody } from './custody/move.ts'
import { tellLoss } from './loss.ts'
import { permitFact } from './permit/lookup.ts'
import { handInPermit, usePermit } from './permit/use.ts'
import { stockFact } from './stock/book.ts'
import { keepCount } from './stock/count.ts'

/** What rules ask of controlled goods: the permit with what is left, codes in the unit's book, the book of a count. */
export const controlRuleSource: RuleSource = {
  name: 'control',
  items: async (db, about) => (about.profile.control ? codeItems(db, about) : []),
  permit: async (db, about) => (about.profile.control ? permitFact(db, about) : undefined),
  stock: async (db, about) => (about.profile.control ? stockFact(db, about) : undefined),
}

/** What follows an event of a profile of controlled goods, in its transaction. */
export const controlEffect: RecordEffect = {
  name: 'control',
  follow: async (ctx, made) => {
    if (!made.profile.control) return
    await usePermit(ctx, made)
    await handInPermit(ctx, made)
    await moveCustody(ctx, made)
    await keepCount(ctx, made)
    await tellLoss(ctx, made)
  },
}
