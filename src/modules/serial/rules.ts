import { CANONICAL_STEM } from '../../kernel/gs1/digital-link.ts'
import { identify } from '../../kernel/gs1/identify.ts'
import { type PieceCode, pieceCodeOf } from '../../kernel/piece-code.ts'
import type { ProfileEvent } from '../../kernel/profile.ts'
import type { CodeState } from '../../kernel/rule.ts'

/**
 * What a code of a single thing is by the schemes of a profile: its identifier in the trace, its range, and the spelling
 * under which it is kept. Codes of GS1 (a GTIN or ITIP with serial, an SSCC) in any form, where the profile has them.
 * Undefined: none of these.
 */
export function pieceIdentifier(text: string, schemes: readonly string[]): PieceCode | undefined {
  const national = pieceCodeOf(text, schemes)
  if (national || !schemes.some((s) => s.startsWith('gs1.'))) return national
  const { canonical, kind, namespace } = identify(text.trim())
  if ((kind !== 'piece' && kind !== 'pack') || !canonical.startsWith(CANONICAL_STEM)) return undefined
  const code = canonical.slice(CANONICAL_STEM.length).replace(/^\//, '')
  return { scheme: 'gs1', code, identifier: canonical, namespace, claimable: false }
}

/** A line of a file of codes: where it stands, and what it says. */
export type FileRow = { line: number; code: string; parent: string; level: string }

/** What is wrong with a file, by line; line 0: the file as such. `reason` is in words.ts. */
export type RowProblem = { line: number; code: string; reason: string; details?: Record<string, string | number> }

/** Packs in packs at most. */
export const DEEPEST = 6
/** Top-level packs of one file at most: each becomes a batch of its own. */
export const MOST_SEALED = 20_000
/** Lines and bytes of one file at most. */
export const uploadMost = { rows: 300_000, bytes: 50 * 1024 * 1024 } as const
/** Problems that an upload keeps, the first. */
export const PROBLEMS_KEPT = 10_000

/** Codes of a file with their places, as columns; `parent` is the index of the pack, -1 for none. */
export type CodeColumns = {
  line: number[]
  code: string[]
  scheme: string[]
  identifier: string[]
  /** Index into `ranges`. */
  range: number[]
  level: number[]
  parent: number[]
  ranges: { key: string; claim: boolean }[]
}

/**
 * Judges a file by itself: each code fits a scheme, stands once, is in a pack of the same file, and packs have something
 * in them. `issuing`: the codes are only being given out, and nothing is in anything yet.
 */
export function judgeRows(
  rows: readonly FileRow[],
  schemes: readonly string[],
  issuing: boolean,
): { columns: CodeColumns; problems: RowProblem[] } {
  const c: CodeColumns = {
    line: [],
    code: [],
    scheme: [],
    identifier: [],
    range: [],
    level: [],
    parent: [],
    ranges: [],
  }
  const problems: RowProblem[] = []
  const at = new Map<string, number>()
  const ranges = new Map<string, number>()
  const given: (number | undefined)[] = []
  const parents: string[] = []
  // parents are mostly the same few again and again
  const normal = new Map<string, string | undefined>()
  const wrong = (row: Pick<FileRow, 'line' | 'code'>, reason: string, details?: RowProblem['details']) =>
    problems.push({ line: row.line, code: row.code, reason, ...(details ? { details } : {}) })
  for (const row of rows) {
    const piece = row.code === '' ? undefined : pieceIdentifier(row.code, schemes)
    if (!piece) {
      wrong(row, row.code === '' ? 'serial.row.no_code' : 'serial.row.not_a_code')
      continue
    }
    const twin = at.get(piece.code)
    if (twin !== undefined) {
      wrong(row, 'serial.row.twice', { other: c.line[twin]! })
      continue
    }
    if (row.level !== '' && !/^[1-9]$/.test(row.level)) {
      wrong(row, 'serial.row.level')
      continue
    }
    const index = c.code.length
    at.set(piece.code, index)
    let range = ranges.get(piece.namespace)
    if (range === undefined) {
      range = c.ranges.length
      ranges.set(piece.namespace, range)
      c.ranges.push({ key: piece.namespace, claim: piece.claimable })
    }
    c.line.push(row.line)
    c.code.push(piece.code)
    c.scheme.push(piece.scheme)
    c.identifier.push(piece.identifier)
    c.range.push(range)
    c.level.push(0)
    c.parent.push(-1)
    given.push(row.level === '' ? undefined : Number(row.level))
    parents.push(row.parent)
  }
  const row = (i: number) => ({ line: c.line[i]!, code: c.code[i]! })
  const filled = new Uint8Array(c.code.length)
  for (const [i, text] of parents.entries()) {
    if (text === '') continue
    if (!normal.has(text)) normal.set(text, pieceIdentifier(text, schemes)?.code)
    const parent = at.get(normal.get(text) ?? '')
    if (issuing) wrong(row(i), 'serial.row.issued_in_pack')
    else if (parent === undefined) wrong(row(i), 'serial.row.parent_missing', { parent: text.slice(0, 200) })
    else if (parent === i) wrong(row(i), 'serial.row.in_itself')
    else {
      c.parent[i] = parent
      filled[parent] = 1
    }
  }
  levels(c, given, filled, { issuing, wrong: (i, reason, details) => wrong(row(i), reason, details) })
  problems.sort((a, b) => a.line - b.line)
  return { columns: c, problems }
}

/** Levels of all codes: what is given must fit what is in what; else a pack is one above what is in it. */
function levels(
  c: CodeColumns,
  given: readonly (number | undefined)[],
  filled: Uint8Array,
  { issuing, wrong }: { issuing: boolean; wrong: (i: number, reason: string, details?: RowProblem['details']) => void },
): void {
  for (let i = 0; i < c.code.length; i++) {
    if (filled[i]) continue
    const level = given[i] ?? 1
    if (level > 1 && !issuing) wrong(i, 'serial.row.empty_pack')
    c.level[i] = level
    // up from each piece; a way longer than the deepest is too deep, or leads round in a circle
    let below = level
    let steps = 0
    for (let p = c.parent[i]!; p >= 0; p = c.parent[p]!) {
      if (++steps > DEEPEST) {
        wrong(i, 'serial.row.too_deep', { most: DEEPEST })
        break
      }
      const own = Math.max(c.level[p]!, given[p] ?? below + 1)
      if (own <= below) wrong(p, 'serial.row.level_below', { level: own })
      if (c.level[p]! >= own) break
      c.level[p] = own
      below = own
    }
  }
  // only packs in a circle are never reached from below
  for (let i = 0; i < c.code.length; i++) if (filled[i] && c.level[i] === 0) wrong(i, 'serial.row.circle')
}

/** The codes grouped by the top pack they are in, each pack's things together; and what is in none. */
export type Grouped = {
  /** Indices of packs that are in no other. */
  tops: number[]
  /** Pieces in each. */
  pieces: number[]
  /** Indices of everything in them, top pack by top pack, and where each ends. */
  inside: number[]
  ends: number[]
  /** Pieces in no pack. */
  loose: number[]
}

export function groupByTop(c: Pick<CodeColumns, 'parent' | 'level'>): Grouped {
  const topOf = new Int32Array(c.parent.length).fill(-1)
  const tops: number[] = []
  const loose: number[] = []
  for (let i = 0; i < c.parent.length; i++) {
    let top = i
    while (c.parent[top]! >= 0) top = c.parent[top]!
    topOf[i] = top
    if (top === i) (c.level[i] === 1 ? loose : tops).push(i)
  }
  const members = new Map<number, number[]>(tops.map((t) => [t, []]))
  const pieces = new Map<number, number>()
  for (let i = 0; i < c.parent.length; i++) {
    const top = topOf[i]!
    if (top === i) continue
    members.get(top)!.push(i)
    if (c.level[i] === 1) pieces.set(top, (pieces.get(top) ?? 0) + 1)
  }
  const inside: number[] = []
  const ends: number[] = []
  for (const t of tops) {
    for (const m of members.get(t)!) inside.push(m)
    ends.push(inside.length)
  }
  return { tops, pieces: tops.map((t) => pieces.get(t) ?? 0), inside, ends, loose }
}

/** What a code's event does to it, by what the event does to goods and by the step's word: no event is known by name. */
export type CodeEffect = 'make' | 'use' | 'void' | 'send' | 'replace' | 'out' | 'in' | 'back' | 'note'

export function effectOf({ move, step, object }: Pick<ProfileEvent, 'move' | 'step' | 'object'>): CodeEffect {
  if (move === 'produce') return 'make'
  if (move === 'consume') return 'use'
  if (move === 'destroy') return 'void'
  if (move === 'dispatch') return 'send'
  if (step === 'replacing') return 'replace'
  if (step === 'issuing') return 'out'
  if (step === 'returning') return 'in'
  return move === 'record' && object === 'piece' && step === 'accepting' ? 'back' : 'note'
}

/** The state an effect leaves a code in; null: as it was. */
export const stateAfter = (effect: CodeEffect): CodeState | null =>
  ({
    make: null,
    use: 'used',
    void: 'void',
    send: null,
    replace: 'void',
    out: 'out',
    in: 'in',
    back: 'in',
    note: null,
  })[effect] as CodeState | null

/** Codes of single things that an event names, in the spelling they were typed: its fields of codes, and its targets. */
export function codesNamed(
  event: Pick<ProfileEvent, 'fields' | 'object'>,
  values: Readonly<Record<string, unknown>>,
  targets: readonly string[] = [],
): string[] {
  const listed = event.fields.filter((f) => f.type === 'codes').flatMap((f) => values[f.key])
  const all = [...listed, ...(event.object === 'piece' ? targets : [])]
  return [...new Set(all.flatMap((v) => (typeof v === 'string' && v.trim() !== '' ? [v.trim()] : [])))]
}

/** What decides a code's state: the last thing that happened to it or to the pack around it, and where it is. */
export type Standing = {
  issuedOnly: boolean
  last: CodeState | null
  makerId: string
  holder: { partyId: string; available: boolean; registered: boolean } | undefined
}

/**
 * States of industries.md §3.3: issued, active at its maker, in a stock, out (on its way, issued to a person, sold outside),
 * used, void. Of a thing in a pack where the pack is.
 */
export function stateOf({ issuedOnly, last, makerId, holder }: Standing): CodeState {
  if (last === 'used' || last === 'void') return last
  if (issuedOnly) return 'issued'
  if (last === 'out' || !holder?.registered || !holder.available) return 'out'
  return holder.partyId === makerId ? 'active' : 'in'
}
