export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]
export type Word = { zh: string; en: string }
export type Words = Record<string, Word>

/** The words of one module: every reason, state and field it can show, in every language. */
export const words = <const W extends Words>(w: W): W => w

/** One sentence in one language; `{name}` takes a value. A key without a word is shown as itself, so that it is seen. */
export function say(w: Words, key: string, language: Language, values: Record<string, unknown> = {}): string {
  const text = w[key]?.[language] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

/** The reader's language by Accept-Language (RFC 9110 §12.5.4): the first of ours by weight; Chinese when none is. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const q = rest.map((r) => /^\s*q=([\d.]+)/.exec(r)?.[1]).find((x) => x !== undefined)
      return { tag: tag.toLowerCase(), q: q === undefined ? 1 : Number(q) }
    })
    .filter((x) => x.q > 0 && x.tag !== '')
    .sort((a, b) => b.q - a.q)
  for (const { tag } of wanted) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return wanted.length && wanted[0]!.tag !== '*' ? 'en' : 'zh'
}
