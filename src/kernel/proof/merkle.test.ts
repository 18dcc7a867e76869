import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from './bytes.ts'
import {
  consistencyRanges,
  emptyRoot,
  hashOfParts,
  includes,
  inclusionRanges,
  isConsistent,
  leafHash,
  nodeHash,
  type Range,
  subtreesOf,
} from './merkle.ts'

// The eight leaves, roots and proofs that implementations of RFC 6962 and RFC 9162 have always been tested with
// (google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc; the same in transparency-dev/merkle).
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** MTH of RFC 9162 §2.1.1, as it is written there: what everything else is held against. */
function mth(d: readonly Uint8Array[]): Uint8Array {
  if (d.length === 0) return emptyRoot()
  if (d.length === 1) return d[0]!
  let k = 1
  while (k * 2 < d.length) k *= 2
  return nodeHash(mth(d.slice(0, k)), mth(d.slice(k)))
}
const hashes = (ranges: readonly Range[], d: readonly Uint8Array[]) => ranges.map((r) => mth(d.slice(r.from, r.to)))
const flipped = (bytes: Uint8Array) => bytes.map((b, i) => (i === 7 ? b ^ 1 : b))

test('the published eight leaves have the published roots, at every size', () => {
  const d = leaves.map((l) => leafHash(fromHex(l)))
  expect(toHex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(roots.map((_, i) => toHex(mth(d.slice(0, i + 1))))).toEqual(roots)
})

test('the published proofs come out: leaf 5 of 8, leaf 2 of 3, sizes 6 to 8 and 2 to 5', () => {
  const d = leaves.map((l) => leafHash(fromHex(l)))
  expect(hashes(inclusionRanges(5, 8), d).map(toHex)).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  expect(hashes(inclusionRanges(2, 3), d).map(toHex)).toEqual([
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  ])
  expect(hashes(consistencyRanges(6, 8), d).map(toHex)).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  expect(hashes(consistencyRanges(2, 5), d).map(toHex)).toEqual([
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ])
})

test('a range is hashed from its complete subtrees as the standard hashes it, whatever the size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (size, pick) => {
      const d = Array.from({ length: size }, (_, i) => leafHash(Uint8Array.of(i, i >> 8)))
      const ranges = [{ from: 0, to: size }, ...inclusionRanges(pick % size, size)]
      for (const r of ranges) {
        const parts = subtreesOf(r)
        const sub = parts.map((p) => mth(d.slice(p.index * 2 ** p.level, (p.index + 1) * 2 ** p.level)))
        expect(toHex(hashOfParts(sub))).toBe(toHex(mth(d.slice(r.from, r.to))))
        // at most one of each level: a proof reads O(log n) of them
        expect(parts.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size + 1)))
      }
    }),
    { numRuns: 100 },
  )
})

test('an inclusion proof holds, and none with another leaf, index, size, root or path does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), (size, pick, other) => {
      const d = Array.from({ length: size }, (_, i) => leafHash(Uint8Array.of(i)))
      const index = pick % size
      const root = mth(d)
      const path = hashes(inclusionRanges(index, size), d)
      const holds = (over: {
        leaf?: Uint8Array
        index?: number
        size?: number
        path?: Uint8Array[]
        root?: Uint8Array
      }) =>
        includes(
          over.leaf ?? d[index]!,
          { index: over.index ?? index, size: over.size ?? size },
          over.path ?? path,
          over.root ?? root,
        )
      expect(holds({})).toBe(true)
      expect(holds({ leaf: flipped(d[index]!) })).toBe(false)
      expect(holds({ root: flipped(root) })).toBe(false)
      if (other % size !== index) expect(holds({ index: other % size })).toBe(false)
      expect(holds({ index: size })).toBe(false)
      expect(holds({ index: -1 })).toBe(false)
      if (path.length) {
        const at = other % path.length
        expect(holds({ path: path.map((p, i) => (i === at ? flipped(p) : p)) })).toBe(false)
        expect(holds({ path: path.slice(1) })).toBe(false)
        expect(holds({ path: path.slice(0, -1) })).toBe(false)
      }
      expect(holds({ path: [...path, root] })).toBe(false)
      // as many steps are asked of a tree twice as large but one; one with fewer or more is refused
      expect(holds({ size: size * 2 + 1 })).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('a consistency proof holds, and none with another size, root or path does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), (size, pick, other) => {
      const d = Array.from({ length: size }, (_, i) => leafHash(Uint8Array.of(i)))
      const first = 1 + (pick % size)
      const heads = [first, size].map((s) => ({ size: s, root: mth(d.slice(0, s)) })) as [
        { size: number; root: Uint8Array },
        { size: number; root: Uint8Array },
      ]
      const path = hashes(consistencyRanges(first, size), d)
      expect(isConsistent(...heads, path)).toBe(true)
      expect(isConsistent({ ...heads[0], root: flipped(heads[0].root) }, heads[1], path)).toBe(false)
      expect(isConsistent(heads[0], { ...heads[1], root: flipped(heads[1].root) }, path)).toBe(false)
      expect(isConsistent(heads[1], heads[0], path)).toBe(first === size)
      if (path.length) {
        const at = other % path.length
        expect(isConsistent(...heads, path.with(at, flipped(path[at]!)))).toBe(false)
        expect(isConsistent(...heads, path.slice(1))).toBe(false)
        expect(isConsistent(...heads, path.slice(0, -1))).toBe(false)
      }
      expect(isConsistent(...heads, [...path, heads[1].root])).toBe(false)
      expect(isConsistent({ size: 0, root: emptyRoot() }, heads[1], [])).toBe(true)
    }),
    { numRuns: 200 },
  )
})
