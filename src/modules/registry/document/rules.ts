import type { Permission } from '../../../platform/permissions.ts'

/** What a document shows (agriculture.md §1.2: licence image, identity number, green, organic and GI holders). None is required. */
export const documentKinds = ['business_licence', 'identity_card', 'certification', 'other'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** What is taken: what a phone photographs and an office scans. No format that runs anything. */
export const documentTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const
export type DocumentType = (typeof documentTypes)[number]

/** Most bytes of a document, most documents of a filing (ours). */
export const documentLimits = { bytes: 10 * 1024 * 1024, count: 20 } as const

const signatures: readonly (readonly [DocumentType, at: number, bytes: readonly number[]])[] = [
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  // RIFF, four bytes of length, WEBP
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['application/pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
]
const riff = [0x52, 0x49, 0x46, 0x46]

/** What the first bytes say it is, whatever its name says; undefined when it is none of what is taken. */
export function documentTypeOf(bytes: Uint8Array): DocumentType | undefined {
  const stands = (at: number, expected: readonly number[]) => expected.every((b, i) => bytes[at + i] === b)
  const type = signatures.find(([, at, expected]) => stands(at, expected))?.[0]
  return type === 'image/webp' && !stands(0, riff) ? undefined : type
}

/**
 * May this person open a document of such a kind? An identity card shows the number that is masked elsewhere: it is for
 * who manages the operator, who reviews it, and who may unmask a person.
 */
export const mayOpenDocument = (kind: DocumentKind, permissions: readonly Permission[]): boolean =>
  kind !== 'identity_card' || permissions.some((p) => ['own:manage', 'operator:review', 'person:unmask'].includes(p))
