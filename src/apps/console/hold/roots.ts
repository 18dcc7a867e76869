import { useAddress } from '../app/address.ts'

export type Root = { partyId: string; holdingId: string }
/** As many as one order may name (HoldOrder). */
export const rootsAtMost = 100

const nameOf = (r: Root) => `${r.partyId}.${r.holdingId}`

/** The goods chosen for a hold, kept in the address: `roots=<party>.<holding>,…`, or one as `holdingId` and `partyId`. */
export function useRoots(): { roots: Root[]; choose: (roots: Root[], more?: boolean) => void } {
  const [address, change] = useAddress()
  const { holdingId, partyId } = address
  const roots =
    holdingId && partyId && !address['roots']
      ? [{ partyId, holdingId }]
      : (address['roots'] ?? '').split(',').flatMap((name) => {
          const [party, holding] = name.split('.')
          return party && holding ? [{ partyId: party, holdingId: holding }] : []
        })
  return {
    roots,
    choose: (next, more) =>
      change({
        roots: next.map(nameOf).join(','),
        // from here on the address names them in one way only
        ...(holdingId ? { holdingId: undefined, partyId: undefined } : {}),
        ...(more === undefined ? {} : { more: more ? 'yes' : undefined }),
      }),
  }
}

/** Is it one of them? */
export const isAmong = (roots: readonly Root[], r: Root): boolean => roots.some((one) => nameOf(one) === nameOf(r))
/** All of them but this one. */
export const without = (roots: readonly Root[], r: Root): Root[] => roots.filter((one) => nameOf(one) !== nameOf(r))
