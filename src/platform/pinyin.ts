import { pinyin } from 'pinyin-pro'

/**
 * The reading of a Chinese name for search: toneless syllables run together, ü as v, and their first letters. Latin
 * letters and digits in the name stay whole (`ABC农业` → `abcnongye`, `abcny`); everything else is left out.
 */
export function reading(name: string): { pinyin: string; initials: string } {
  const parts = pinyin(name.normalize('NFKC'), { toneType: 'none', type: 'all', nonZh: 'consecutive', v: true }).map(
    (part) => {
      const whole = part.isZh ? part.pinyin : part.origin.toLowerCase().replace(/[^a-z0-9]/g, '')
      return { whole, first: part.isZh ? whole.slice(0, 1) : whole }
    },
  )
  return { pinyin: parts.map((p) => p.whole).join(''), initials: parts.map((p) => p.first).join('') }
}

/** Text typed as pinyin or initials, as `reading` writes them; undefined when it is not in Latin letters and digits. */
export function typedReading(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[\s'’]/g, '')
  return /^[a-z][a-z0-9]*$/.test(plain) ? plain : undefined
}
