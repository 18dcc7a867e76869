import { AI_ROWS } from './ai-table.ts'

/** Character repertoire of a component: digits, set 82, set 39, file-safe base 64. */
export type Repertoire = 'N' | 'X' | 'Y' | 'Z'

/** One part of an AI's data field. Only the last may vary in length. */
export interface Component {
  readonly repertoire: Repertoire
  readonly min: number
  readonly max: number
  readonly optional: boolean
  /** Names of the dictionary's rules that the part must keep. */
  readonly rules: readonly string[]
}

/** What the GS1 Syntax Dictionary says of one Application Identifier. */
export interface AiEntry {
  readonly ai: string
  readonly title: string
  /** Of predefined length: no FNC1 after it. */
  readonly fixed: boolean
  /** May stand in the query of a Digital Link. */
  readonly attribute: boolean
  readonly components: readonly Component[]
  /** Each entry is one condition: at least one of its groups must be there as a whole; `31nn` stands for a range. */
  readonly requires: readonly (readonly (readonly string[])[])[]
  readonly excludes: readonly string[]
  /** Primary key of a Digital Link: the sequences of qualifiers that may follow, each to be kept in order. */
  readonly qualifiers?: readonly (readonly string[])[]
}

function componentOf(text: string): Component {
  const match = /^(\[?)([NXYZ])(\.\.)?([0-9]+)\]?(?:,(.+))?$/.exec(text)!
  const max = Number(match[4])
  return {
    repertoire: match[2] as Repertoire,
    min: match[3] ? 1 : max,
    max,
    optional: match[1] === '[',
    rules: match[5]?.split(',') ?? [],
  }
}

function* entriesOf(): Generator<AiEntry> {
  for (const [ais, flags, components, attributes, title] of AI_ROWS) {
    const words = attributes.split(' ')
    const values = (name: string) => words.filter((w) => w.startsWith(`${name}=`)).map((w) => w.slice(name.length + 1))
    const key = words.find((w) => w === 'dlpkey' || w.startsWith('dlpkey='))
    const entry = {
      title,
      fixed: flags.includes('*'),
      attribute: flags.includes('?'),
      components: components.split(' ').map(componentOf),
      requires: values('req').map((v) => v.split(',').map((group) => group.split('+'))),
      excludes: values('ex').flatMap((v) => v.split(',')),
      ...(key === undefined
        ? {}
        : {
            qualifiers: key
              .slice(7)
              .split('|')
              .map((list) => list.split(',').filter(Boolean)),
          }),
    }
    const [first = '', last = first] = ais.split('-')
    for (let n = Number(first); n <= Number(last); n++) yield { ai: String(n).padStart(first.length, '0'), ...entry }
  }
}

const ENTRIES = new Map([...entriesOf()].map((entry) => [entry.ai, entry]))
/** How long AIs are that begin with these two digits: 2, 3 or 4. */
const LENGTHS = new Map([...ENTRIES.keys()].map((ai) => [ai.slice(0, 2), ai.length]))

/** The entry of an Application Identifier, `01` or `3103`; undefined when the dictionary has none. */
export function aiEntry(ai: string): AiEntry | undefined {
  return ENTRIES.get(ai)
}

/** Every entry, in the order of the dictionary. */
export function aiEntries(): IterableIterator<AiEntry> {
  return ENTRIES.values()
}

/** How long the AIs are that begin with these two digits; undefined when none do. */
export function aiLength(text: string): number | undefined {
  return LENGTHS.get(text.slice(0, 2))
}

/** The entry with whose AI a text begins. */
export function aiAtStart(text: string): AiEntry | undefined {
  const length = aiLength(text)
  return length === undefined ? undefined : ENTRIES.get(text.slice(0, length))
}

/** Shortest and longest data field of an AI. */
export function fieldLengths(entry: AiEntry): { min: number; max: number } {
  let min = 0
  let max = 0
  for (const part of entry.components) {
    if (!part.optional) min += part.min
    max += part.max
  }
  return { min, max }
}

/** True when an AI is the one of a pattern: `37`, or `31nn` for every AI that begins with 31. */
export function matchesAi(pattern: string, ai: string): boolean {
  return pattern.length === ai.length && ai.startsWith(pattern.replace(/n+$/, ''))
}
