/**
 * Banned and restricted inputs, AG-2: 农产品质量安全法 art. 29, 农药管理条例 art. 34, 兽药管理条例 art. 39.
 * The list is dated data (`data/inputs/substances.tsv`), never code.
 */
export interface Substance {
  readonly substance: string
  readonly kind: 'pesticide' | 'veterinary_drug' | 'other'
  /** `banned`: for every use; `restricted`: forbidden on the product classes named. */
  readonly status: 'banned' | 'restricted'
  /** Prefixes of classification codes, of a restricted substance. */
  readonly forbiddenOn: readonly string[]
  readonly otherNames: readonly string[]
  /** Names of other substances that contain this one's name: 硫双灭多威 is not 灭多威. */
  readonly notToConfuseWith: readonly string[]
  /** Civil date, included; absent: at any time before `to`. */
  readonly from?: string
  /** Civil date, excluded. */
  readonly to?: string
  /** The notice. */
  readonly basis: string
  /** How sure we are of the row: shown wherever it is used. */
  readonly confidence: string
}

const list = (cell: string | undefined, separator: string) =>
  cell === undefined || cell === '-' ? [] : cell.split(separator).map((part) => part.trim())

/**
 * Reads the text of `data/inputs/substances.tsv`.
 * @throws Error naming the line that is not as documented in SOURCE.md
 */
export function parseSubstances(tsv: string): Substance[] {
  const [header = '', ...lines] = tsv.split(/\r?\n/).filter((line) => line !== '')
  const keys = header.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    const row = Object.fromEntries(keys.map((key, i) => [key, cells[i]]))
    const { substance, kind, status, from, to } = row
    const known = kind === 'pesticide' || kind === 'veterinary_drug' || kind === 'other'
    if (!substance || !known || (status !== 'banned' && status !== 'restricted')) throw new Error(`not a row: ${line}`)
    return {
      substance,
      kind,
      status,
      forbiddenOn: list(row.forbidden_on, ','),
      otherNames: list(row.other_names, '、'),
      notToConfuseWith: list(row.not_to_confuse_with, '、'),
      ...(from && from !== '-' ? { from } : {}),
      ...(to && to !== '-' ? { to } : {}),
      basis: row.basis ?? '-',
      confidence: row.confidence ?? '-',
    }
  })
}

/** Full width to half width, lower case; spaces, hyphens, brackets and commas gone: `２，４-滴 丁酯` → `24滴丁酯`. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Names as they are looked for, longest first, each with the rows it stands for: none for a name to be told apart. */
function termsOf(entries: readonly Substance[]): [text: string, entries: readonly Substance[]][] {
  const terms = new Map<string, Substance[]>()
  const add = (name: string, ...entry: Substance[]) => {
    const text = plain(name)
    if (text !== '') terms.set(text, [...(terms.get(text) ?? []), ...entry])
  }
  for (const entry of entries) {
    for (const name of [entry.substance, ...entry.otherNames]) add(name, entry)
    for (const name of entry.notToConfuseWith) add(name)
  }
  return [...terms].sort(([a], [b]) => b.length - a.length)
}

/** True where a Latin name (`DDT`) would be cut out of a longer Latin word. */
function insideWord(text: string, at: number, term: string): boolean {
  const latin = /^[a-z]+$/.test(term)
  return latin && (/[a-z]/.test(text[at - 1] ?? '') || /[a-z]/.test(text[at + term.length] ?? ''))
}

/**
 * Substances of the list named inside a text. The longest name wins where two overlap, so 丁硫克百威 is not taken for
 * 克百威 nor 乙酰甲胺磷 for 甲胺磷, while `克百威·丁硫克百威` is both.
 */
function named(entries: readonly Substance[], name: string): Substance[] {
  const text = plain(name)
  const taken = new Array<boolean>(text.length).fill(false)
  const found = new Set<Substance>()
  for (const [term, standsFor] of termsOf(entries)) {
    for (const at of freeStarts(text, term, taken)) {
      taken.fill(true, at, at + term.length)
      for (const entry of standsFor) found.add(entry)
    }
  }
  return [...found]
}

function freeStarts(text: string, term: string, taken: readonly boolean[]): number[] {
  const starts: number[] = []
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (!taken[at] && !taken[at + term.length - 1] && !insideWord(text, at, term)) starts.push(at)
  }
  return starts
}

/** What is wrong with an input, `banned` before `restricted`. */
export interface BannedInput {
  readonly status: 'banned' | 'restricted'
  readonly substance: Substance
}

/**
 * Is this input forbidden on this day for this product? Looks for the substances of the list in the trade name and in
 * the active substances given, whatever the width of the letters and the spaces between them.
 * @param input name on the label and active substances as entered
 * @param usedOn civil date of use: a ban counts from its first day on, and does not reach back
 * @param productClass classification code of what grows there; absent: restricted substances cannot be judged and
 *   are not found, banned ones are
 */
export function bannedInput(
  entries: readonly Substance[],
  input: { readonly name: string; readonly substances?: readonly string[] },
  usedOn: string,
  productClass?: string,
): BannedInput | undefined {
  const found = new Set([input.name, ...(input.substances ?? [])].flatMap((name) => named(entries, name)))
  const inForce = [...found].filter(
    ({ from, to }) => (from === undefined || from <= usedOn) && (to === undefined || usedOn < to),
  )
  const banned = inForce.find((entry) => entry.status === 'banned')
  if (banned) return { status: 'banned', substance: banned }
  const restricted = inForce.find(
    (entry) => entry.status === 'restricted' && entry.forbiddenOn.some((prefix) => productClass?.startsWith(prefix)),
  )
  return restricted && { status: 'restricted', substance: restricted }
}
