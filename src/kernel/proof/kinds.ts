/** What a leaf of the log may be about. */
export const leafKinds = ['event', 'declaration', 'decision', 'erasure'] as const
export type LeafKind = (typeof leafKinds)[number]

/** What a checkpoint may be signed with. */
export const algorithms = ['Ed25519', 'SM2'] as const
export type Algorithm = (typeof algorithms)[number]
