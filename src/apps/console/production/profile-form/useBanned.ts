import { type BannedInput, bannedInput } from '../../../../industries/index.ts'
import { listSubstances } from '../../../../modules/catalogue/schema.ts'
import { useAsk } from '../../app/call.ts'

/**
 * What the list of banned and restricted substances in force on a day says of an input, by the rule the server uses.
 * `classCodes`: what grows or lives there; restricted substances are judged only where that is known.
 */
export function useBanned(
  input: { name?: string | undefined; substances?: readonly string[] },
  on: string | undefined,
  classCodes: readonly string[] = [],
): BannedInput | undefined {
  // asked for before anything is typed, so that the answer comes with the letter
  const list = useAsk(listSubstances, on ? { date: on } : {}, { keep: true })
  if (!input.name || !list.data) return undefined
  const entries = list.data.items.map(({ from, to, ...s }) => ({
    ...s,
    kind: s.kind as 'pesticide',
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }))
  const named = { name: input.name, ...(input.substances ? { substances: input.substances } : {}) }
  const day = on ?? '9999-12-31'
  const classes = classCodes.length ? classCodes : [undefined]
  const found = classes.flatMap((c) => bannedInput(entries, named, day, c) ?? [])
  return found.find((f) => f.status === 'banned') ?? found[0]
}
