import { sha256 } from '@noble/hashes/sha2'
import { concat, sameBytes } from './bytes.ts'

/*
 * The Merkle tree of RFC 9162 §2.1 with SHA-256. Sizes and indexes are plain numbers (below 2^53); no bit operators,
 * which JavaScript has for 32 bits only.
 */

const leafPrefix = Uint8Array.of(0x00)
const nodePrefix = Uint8Array.of(0x01)

/** Hash of a leaf: SHA-256(0x00 ‖ data). */
export const leafHash = (data: Uint8Array): Uint8Array => sha256(concat(leafPrefix, data))
/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concat(nodePrefix, left, right))
/** Root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array())

/** Leaves from `from` to before `to`. */
export type Range = { from: number; to: number }

/** The largest power of two that is smaller than n (n > 1). */
function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** A complete subtree: leaves index·2^level to (index+1)·2^level − 1. */
export type Subtree = { level: number; index: number }

/**
 * The complete subtrees that a range of leaves consists of, from the left. Every range that RFC 9162 hashes begins
 * where its largest subtree may begin, so these are at most one of each level, falling.
 */
export function subtreesOf({ from, to }: Range): Subtree[] {
  const parts: Subtree[] = []
  for (let at = from; at < to; ) {
    let level = 0
    let width = 1
    while (width * 2 <= to - at && at % (width * 2) === 0) {
      width *= 2
      level++
    }
    parts.push({ level, index: at / width })
    at += width
  }
  return parts
}

/** Hash of a range from the hashes of its complete subtrees (`subtreesOf`). */
export function hashOfParts(parts: readonly Uint8Array[]): Uint8Array {
  if (!parts.length) return emptyRoot()
  return parts.reduceRight((right, left) => nodeHash(left, right))
}

/** The ranges whose hashes are the inclusion proof of a leaf in a tree of `size`, leaf side first (RFC 9162 §2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  if (index < 0 || index >= size) throw new RangeError('no such leaf in a tree of this size')
  const path: Range[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      path.push({ from: middle, to })
      to = middle
    } else {
      path.push({ from, to: middle })
      from = middle
    }
  }
  return path.reverse()
}

/** The ranges whose hashes prove that a tree of `size` begins with a tree of `first` leaves (RFC 9162 §2.1.4.1). */
export function consistencyRanges(first: number, size: number): Range[] {
  if (first < 1 || first > size) throw new RangeError('the first size must be from 1 to the second')
  if (first === size) return []
  const path: Range[] = []
  let [from, to] = [0, size]
  let whole = true
  while (first !== to) {
    const middle = from + splitOf(to - from)
    if (first <= middle) {
      path.push({ from: middle, to })
      to = middle
    } else {
      path.push({ from, to: middle })
      from = middle
      whole = false
    }
  }
  if (!whole) path.push({ from, to })
  return path.reverse()
}

/** The root that an inclusion proof leads to (RFC 9162 §2.1.3.2); undefined when the proof does not fit the sizes. */
export function rootFromInclusion(
  leaf: Uint8Array,
  { index, size }: { index: number; size: number },
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined
  let [fn, sn] = [index, size - 1]
  let r = leaf
  for (const p of path) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r)
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2
        sn = Math.floor(sn / 2)
      }
    } else r = nodeHash(r, p)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 ? r : undefined
}

/** Whether the leaf is in the tree with this root. */
export function includes(
  leaf: Uint8Array,
  at: { index: number; size: number },
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const found = rootFromInclusion(leaf, at, path)
  return found !== undefined && sameBytes(found, root)
}

export type TreeHead = { size: number; root: Uint8Array }

/** Whether the second tree begins with the whole first one (RFC 9162 §2.1.4.2). */
export function isConsistent(first: TreeHead, second: TreeHead, path: readonly Uint8Array[]): boolean {
  if (first.size === second.size) return path.length === 0 && sameBytes(first.root, second.root)
  // nothing can be said of an empty tree, which every tree begins with
  if (first.size === 0) return path.length === 0 && sameBytes(first.root, emptyRoot())
  if (first.size > second.size) return false
  const steps = isPowerOfTwo(first.size) ? [first.root, ...path] : [...path]
  const [start, ...rest] = steps
  if (!start || !path.length) return false
  let [fn, sn] = [first.size - 1, second.size - 1]
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  let [fr, sr] = [start, start]
  for (const c of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(c, fr)
      sr = nodeHash(c, sr)
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2
        sn = Math.floor(sn / 2)
      }
    } else sr = nodeHash(sr, c)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && sameBytes(fr, first.root) && sameBytes(sr, second.root)
}

function isPowerOfTwo(n: number): boolean {
  let k = 1
  while (k < n) k *= 2
  return k === n
}
