/**
 * Two-character grams of a name for search in `text[]` with a GIN index: pg_trgm cannot index two Chinese characters.
 * A name is found when it contains every gram of the query; grams carry no order, so who needs the exact run of
 * characters compares `normaliseName` as well.
 */

/** A name as it is compared: NFKC, lower case, letters and digits only (`海南(示例)` and `海南（示例）` are the same). */
export function normaliseName(text: string): string {
  return words(text).join('')
}

/** Runs of letters, marks and digits. NFKC again after lower case: lowering can leave a decomposed letter. */
function words(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

/** Grams over code points, so that a rare character outside the basic plane stays whole. */
function gramsOf(word: string): string[] {
  const characters = [...word]
  if (characters.length === 1) return characters
  return characters.slice(1).map((character, i) => characters[i]! + character)
}

/** The grams to store for a name, each once, sorted. A name of one character is its own gram. */
export function nameBigrams(name: string): string[] {
  return [...new Set(gramsOf(normaliseName(name)))].sort()
}

/**
 * The grams a name must contain to answer a query (`grams @> array`); each word of the query on its own, so that
 * `三亚 芒果` finds 三亚热带芒果园. Words of one character say nothing when there are longer ones and are left out; a
 * query of one character alone finds only names of one character: search from two characters on.
 */
export function queryBigrams(text: string): string[] {
  const all = words(text)
  const long = all.filter((word) => [...word].length > 1)
  return [...new Set((long.length > 0 ? long : all).flatMap(gramsOf))].sort()
}
