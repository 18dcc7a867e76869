import { rulesOn } from '../../../industries/index.ts'
import type { Profile, ProfileEvent } from '../../../kernel/profile.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { bannedInputs, productFacts } from '../../catalogue/index.ts'
import { filesOf } from '../file/rules.ts'
import { ownFiles } from '../file/service.ts'
import { judgeInput, maybeRestricted, type Use } from '../input/rules.ts'
import { keepAttempt } from '../refusal/report.ts'
import { referencesOf, refusedBy, refuseFields, targetsOf, type Values, type When, whenOf } from './rules.ts'
import { lastClasses, type Plot, plotsOf } from './targets.ts'

export type Product = Awaited<ReturnType<typeof productFacts>>

/** Fields and dates of an event, as the profile and the calendar have them. @throws what is wrong, in words. */
export function checkEvent(
  ctx: CommandCtx,
  event: ProfileEvent,
  fields: Values,
  happenedAt: string | undefined,
): When & { fields: Values } {
  const wrong = refuseFields(event, fields, ctx.actor.language)
  if (wrong) throw refusedBy(wrong)
  const judged = whenOf(event, fields, { now: ctx.now, happenedAt, civilDate })
  if ('refusal' in judged) throw refusedBy(judged.refusal)
  const given = Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== null && v !== undefined && v !== ''))
  return { ...judged.when, fields: given }
}

const reads = new WeakMap<CommandCtx, Map<string, unknown>>()

/** Reads once a command: the records of a phone name the same plots, products and days again and again. */
function once<T>(ctx: CommandCtx, key: string, read: () => Promise<T>): Promise<T> {
  const known = reads.get(ctx) ?? new Map<string, unknown>()
  reads.set(ctx, known)
  if (!known.has(key)) known.set(key, read())
  return known.get(key) as Promise<T>
}

const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** Everything a record names must be the party's own: its plots; persons and files by their ids, never by name. */
export async function checkReferences(
  ctx: CommandCtx,
  event: ProfileEvent,
  fields: Values,
  more: readonly string[] = [],
): Promise<{ targets: string[]; plots: Map<string, Plot> }> {
  const references = referencesOf(event, fields)
  for (const r of references)
    if (!isUuid(r.id)) {
      const name = event.fields.find((f) => f.key === r.key)?.names[ctx.actor.language] ?? r.key
      const issues = [{ key: r.key, name, reason: 'field.wrong_reference' }]
      throw new AppError('invalid', 'record.fields_wrong', { fields: name, issues })
    }
  const files = filesOf(event, fields)
  if (files.length) {
    const known = new Set((await ownFiles(ctx.db, ctx.actor.partyId, files)).map((f) => f.fileId))
    const lost = files.find((id) => !known.has(id))
    if (lost !== undefined) throw new AppError('not_found', 'file.not_found', { id: lost })
  }
  const targets = targetsOf(event, fields, more)
  const named = references.filter((r) => r.type === 'plot').map((r) => r.id.toLowerCase())
  const wanted = [...new Set([...named, ...(event.object === 'plot' ? targets : [])])]
  const plots = await once(ctx, `plots ${wanted.join()}`, () => plotsOf(ctx.db, ctx.actor.partyId, wanted))
  for (const id of wanted) {
    const plot = plots.get(id)
    if (!plot) throw new AppError('not_found', 'plot.not_found', { id })
    if (plot.retired) throw new AppError('conflict', 'plot.retired', { name: plot.name })
  }
  return { targets, plots }
}

/** A product of one's own, not retired, of the profile it is used under. */
export async function requireOwnProduct(ctx: CommandCtx, productId: string, profile?: Profile): Promise<Product> {
  const product = await once(ctx, `product ${productId}`, () => productFacts(ctx.db, ctx.actor.partyId, productId))
  if (product.retired) throw new AppError('conflict', 'product.retired', { name: product.name })
  if (profile && product.profile !== profile.id)
    throw new AppError('invalid', 'record.other_profile', { product: product.name, profile: profile.id })
  return product
}

/** What grows or lives on the targets: what the record says, what the plot is for, what was last recorded there. */
export async function classesOn(
  ctx: CommandCtx,
  targets: readonly string[],
  plots: ReadonlyMap<string, Plot>,
  product: Product | undefined,
): Promise<string[]> {
  const last = await once(ctx, `classes ${targets.join()}`, () => lastClasses(ctx.db, ctx.actor.partyId, targets))
  const known = targets.flatMap((t) => last.get(t) ?? plots.get(t)?.classCode ?? [])
  return [...new Set([...(product ? [product.classCode] : []), ...known])]
}

/**
 * Refuses a banned input, and a restricted one where it is forbidden, as the profile's rules say; the attempt is kept
 * and reported. @returns warnings of what the rules only warn of, or cannot judge (`input.crop_unknown`).
 */
export async function checkInputs(
  ctx: CommandCtx,
  about: { profile: Profile; event: ProfileEvent; target: string | undefined; command: string; line?: number },
  uses: readonly Use[],
  classCodes: readonly string[],
  productName: string | undefined,
): Promise<string[]> {
  const { profile, event, target, command, line } = about
  const rules = rulesOn(profile, event.id)
  const warnings: string[] = []
  if (!rules.some((r) => r.when === 'banned_input' || r.when === 'restricted_input')) return warnings
  for (const { input, usedOn } of uses) {
    const entries = await once(ctx, `banned ${usedOn}`, () => bannedInputs(ctx.db, usedOn))
    const verdict = judgeInput(rules, entries, input, usedOn, classCodes)
    if (!verdict) {
      if (maybeRestricted(rules, entries, input, usedOn, classCodes)) warnings.push('input.crop_unknown')
      continue
    }
    const { rule, found } = verdict
    const { substance, basis, from, confidence } = found.substance
    const reason = `input.${found.status}`
    if (rule.action !== 'block') {
      warnings.push(reason)
      continue
    }
    const forbiddenOn = found.substance.forbiddenOn
    const details = { input: input.name, substance, basis, from: from ?? null, confidence, forbiddenOn, usedOn }
    keepAttempt(ctx, {
      command,
      reason,
      details,
      rule: rule.id,
      source: `${rule.source}; ${basis}`,
      profile: profile.id,
      sector: profile.sector,
      event: event.id,
      target,
      productName,
      inputName: input.name,
      substance,
      happenedOn: usedOn,
      line,
    })
    throw new AppError('conflict', reason, { ...details, rule: rule.id, law: rule.source })
  }
  return warnings
}
