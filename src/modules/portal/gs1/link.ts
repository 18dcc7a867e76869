import { decompressLink } from '../../../kernel/gs1/compression.ts'
import { CANONICAL_STEM, digitalLink, LINK_KEYS, linkPath, parseLink } from '../../../kernel/gs1/digital-link.ts'
import type { Element } from '../../../kernel/gs1/elements.ts'
import type { Gs1Reason } from '../../../kernel/gs1/read.ts'

/** The key and qualifiers of a link, their path in the one form it has (without the first `/`), and whether it came so. */
export type Link = { elements: readonly Element[]; path: string; compressed: boolean }

/** True for the rest of an address that begins as a Digital Link does. */
export const looksLikeLink = (path: string): boolean => path.includes('/') && LINK_KEYS.includes(path.split('/', 1)[0]!)

/** Reads what stands behind our origin, percent-encoded as it came; attributes in the query say nothing about the key. */
export function linkOf(path: string): Link | { reason: Gs1Reason } {
  const address = `${CANONICAL_STEM}/${path}`
  const link = parseLink(address, true)
  if (!link.reason) {
    const elements = link.elements.slice(0, link.path)
    return { elements, path: linkPath(elements).slice(1), compressed: false }
  }
  return unpacked(address) ?? { reason: link.reason }
}

/** A wholly or partly compressed link; undefined when it is none. */
function unpacked(address: string): Link | undefined {
  const elements = decompressLink(address)
  const plain = elements && digitalLink(elements)
  if (plain === undefined) return undefined
  const link = parseLink(plain, true)
  if (link.reason) return undefined
  return { elements: link.elements, path: linkPath(link.elements).slice(1), compressed: true }
}

/** The same for the one segment of a wholly compressed link. */
export const compressedLinkOf = (segment: string): Link | undefined => unpacked(`${CANONICAL_STEM}/${segment}`)
