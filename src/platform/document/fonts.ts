import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'

export type Weight = 'regular' | 'bold'

const file: Record<Weight, string> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf',
}

/** True for a code point that the font can draw. */
export type Coverage = (codePoint: number) => boolean
export type FontFile = { bytes: Buffer; covers: Coverage }

const loaded = new Map<Weight, Promise<FontFile>>()

/** Noto Sans SC (OFL 1.1), 10 MB a weight: read once in each thread, and only in threads that print. */
export function loadFont(weight: Weight): Promise<FontFile> {
  const known = loaded.get(weight)
  if (known) return known
  const path = createRequire(import.meta.url).resolve(file[weight])
  const font = readFile(path).then((bytes) => ({ bytes, covers: coverageOf(bytes) }))
  loaded.set(weight, font)
  return font
}

/**
 * The font cut down to `characters` (20 to 40 ms, 20 to 60 KB). Layout tables are dropped, so no ligature stands for
 * two letters, the width of a text is the sum of its characters, and text copied out of the PDF is what was put in.
 */
export const cutFont = (font: FontFile, characters: string): Promise<Buffer> =>
  subsetFont(font.bytes, characters, {
    targetFormat: 'sfnt',
    keepFeatures: [],
    noLayoutClosure: true,
    noHinting: true,
    dropTables: ['GSUB', 'GPOS', 'GDEF', 'BASE', 'vhea', 'vmtx', 'VORG'],
  })

/** Which characters a TrueType font has, from its `cmap` (OpenType, format 12: groups of code points). */
export function coverageOf(bytes: Buffer): Coverage {
  const tables = bytes.readUInt16BE(4)
  let cmap = -1
  for (let i = 0; i < tables; i++) {
    const record = 12 + 16 * i
    if (bytes.toString('latin1', record, record + 4) === 'cmap') cmap = bytes.readUInt32BE(record + 8)
  }
  if (cmap < 0) throw new Error('the font has no cmap table')
  const subtables = bytes.readUInt16BE(cmap + 2)
  for (let i = 0; i < subtables; i++) {
    const at = cmap + bytes.readUInt32BE(cmap + 4 + 8 * i + 4)
    if (bytes.readUInt16BE(at) !== 12) continue
    const groups = bytes.readUInt32BE(at + 12)
    const start = new Uint32Array(groups)
    const end = new Uint32Array(groups)
    for (let g = 0; g < groups; g++) {
      start[g] = bytes.readUInt32BE(at + 16 + 12 * g)
      end[g] = bytes.readUInt32BE(at + 16 + 12 * g + 4)
    }
    return (codePoint) => {
      let low = 0
      let high = groups - 1
      while (low <= high) {
        const middle = (low + high) >> 1
        if (codePoint < start[middle]!) high = middle - 1
        else if (codePoint > end[middle]!) low = middle + 1
        else return true
      }
      return false
    }
  }
  throw new Error('the font has no cmap of format 12')
}
