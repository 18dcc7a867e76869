/**
 * What can wait on a desk: a filing this agency decides · an identifier or a licence it confirms · a refused attempt that
 * was reported · a signal on a batch, or of a rule · a duty of an asset that is overdue · a hold of this agency in force.
 */
export const deskKinds = ['filing', 'identifier', 'licence', 'refusal', 'signal', 'duty', 'hold'] as const
export type DeskKind = (typeof deskKinds)[number]

type Placed = { since: string; id: string }

/**
 * Oldest first, then by id: the order of the database. Times are ISO in UTC with a fraction of any length, so they are
 * compared without the Z: `08:00:00Z` stands before `08:00:00.1Z`.
 */
export function inOrder(a: Placed, b: Placed): number {
  const [x, y] = [a.since.slice(0, -1), b.since.slice(0, -1)]
  if (x !== y) return x < y ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
