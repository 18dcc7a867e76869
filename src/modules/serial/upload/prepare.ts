import { stableId } from '../../../platform/id.ts'
import { type CodeColumns, type Grouped, groupByTop, judgeRows, PROBLEMS_KEPT, type RowProblem } from '../rules.ts'
import { type Format, readFile } from './read.ts'

/** A file as its job works on it; plain values that cross from a thread. `problems`: the first of `wrong` many. */
export type Prepared = {
  rows: number
  columns: CodeColumns & { itemId: string[] }
  grouped: Grouped
  problems: RowProblem[]
  wrong: number
}

export type Asked = { bytes: Uint8Array; format: Format; schemes: readonly string[]; issuing: boolean }

const nothing: Prepared['columns'] = {
  ...{ line: [], code: [], scheme: [], identifier: [], range: [], level: [], parent: [], ranges: [], itemId: [] },
}
const none: Grouped = { tops: [], pieces: [], inside: [], ends: [], loose: [] }

/** Reads and judges a file: all that can be done to it away from the database. */
export function prepare({ bytes, format, schemes, issuing }: Asked): Prepared {
  const read = readFile(bytes, format)
  const judged = read.problems.length ? undefined : judgeRows(read.rows, schemes, issuing)
  const problems = judged?.problems ?? read.problems
  if (!judged || problems.length)
    return {
      ...{ rows: read.rows.length, columns: nothing, grouped: none },
      ...{ problems: problems.slice(0, PROBLEMS_KEPT), wrong: problems.length },
    }
  const { columns } = judged
  const grouped = issuing ? none : groupByTop(columns)
  return {
    rows: read.rows.length,
    columns: { ...columns, itemId: columns.identifier.map(stableId) },
    grouped,
    problems: [],
    wrong: 0,
  }
}
