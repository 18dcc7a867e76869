import { standardContext } from './names.ts'

/**
 * The namespace of what our own events say beyond the standard, as one prefix: fields of profiles, facts of goods. A name
 * under it never changes its meaning, because event hashes are made over it.
 */
export const ownNamespace = 'https://suyuan.example/ns/epcis/'
export const ownPrefix = 'suyuan'
/** `kind` → `suyuan:kind`, as it stands in an event. */
export const ownKey = (name: string): string => `${ownPrefix}:${name}`

/** The `@context` of events that are worked out from our own records. */
export const ownContext: readonly unknown[] = [standardContext, { [ownPrefix]: ownNamespace }]
