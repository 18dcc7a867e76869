import { CsvError, parse } from 'csv-parse/sync'
import { SaxesParser } from 'saxes'
import { type FileRow, type RowProblem, uploadMost } from '../rules.ts'

export type Format = 'csv' | 'xml'
export type FileRead = { rows: FileRow[]; problems: RowProblem[] }

const wrong = (line: number, reason: string, details: Record<string, string | number> = {}): FileRead => ({
  rows: [],
  problems: [{ line, code: '', reason, details }],
})
const tooMany = (line: number) => wrong(line, 'serial.file.too_many_rows', { most: uploadMost.rows })

/**
 * The lines of a file of codes. UTF-8, or GB 18030, in which spreadsheets in Chinese save CSV. What cannot be read is the
 * one problem of the file.
 */
export function readFile(bytes: Uint8Array, format: Format): FileRead {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    if (format === 'xml') return wrong(0, 'serial.file.not_utf8')
    text = new TextDecoder('gb18030').decode(bytes)
  }
  return format === 'csv' ? readCsv(text) : readXml(text)
}

/** Titles of columns, as people write them. */
const TITLES: Readonly<Record<string, keyof Omit<FileRow, 'line'>>> = {
  code: 'code',
  追溯码: 'code',
  编码: 'code',
  parent: 'parent',
  上级码: 'parent',
  父码: 'parent',
  level: 'level',
  包装级别: 'level',
  级别: 'level',
}

/** A table with a line of titles: `code`, and where there are any `parent` and `level`; further columns are let be. */
function readCsv(text: string): FileRead {
  type Line = { record: Partial<Record<string, string>>; info: { lines: number } }
  let titled = false
  try {
    const lines = parse(text, {
      columns: (titles: string[]) => {
        const named = titles.map((t) => TITLES[t.trim().toLowerCase()] ?? false)
        titled = named.includes('code')
        return named
      },
      info: true,
      bom: true,
      trim: true,
      delimiter: [',', '\t', ';'],
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: 100_000,
      to: uploadMost.rows + 1,
    }) as unknown as Line[]
    if (!titled) return wrong(1, 'serial.file.no_titles')
    if (lines.length > uploadMost.rows) return tooMany(lines.length + 1)
    const rows = lines.map(({ record: { code = '', parent = '', level = '' }, info }) => ({
      line: info.lines,
      code,
      parent,
      level,
    }))
    return rows.length ? { rows, problems: [] } : wrong(0, 'serial.file.empty')
  } catch (err) {
    if (!(err instanceof CsvError)) throw err
    return wrong(Number(err['lines'] ?? 0), 'serial.file.csv', { detail: err.message.slice(0, 200) })
  }
}

class Refused extends Error {
  readonly read: FileRead
  constructor(read: FileRead) {
    super('refused')
    this.read = read
  }
}

/** Elements in elements at most; attributes of one. */
const DEPTH = 12
const ATTRIBUTES = 20
const XINCLUDE = 'http://www.w3.org/2001/XInclude'

/**
 * `<codes><code value="…" level="3"><code value="…"/></code></codes>`: an element in another is in that pack; or each has
 * its `parent`. No document type, so no entities of any kind; nothing is fetched, depth and attributes are bounded.
 */
function readXml(text: string): FileRead {
  const rows: FileRow[] = []
  // the code of each open element; undefined for the root
  const open: (string | undefined)[] = []
  const parser = new SaxesParser({ xmlns: true, position: true })
  const refuse = (reason: string, details: Record<string, string | number> = {}): never => {
    throw new Refused(wrong(parser.line, reason, details))
  }
  let attributes = 0
  parser.on('error', (err) => refuse('serial.file.xml', { detail: err.message.slice(0, 200) }))
  parser.on('doctype', () => refuse('serial.file.xml_doctype'))
  parser.on('opentagstart', () => {
    attributes = 0
    if (open.length >= DEPTH) refuse('serial.file.xml_deep', { most: DEPTH })
  })
  parser.on('attribute', () => {
    if (++attributes > ATTRIBUTES) refuse('serial.file.xml_attributes', { most: ATTRIBUTES })
  })
  parser.on('opentag', (tag) => {
    if (tag.uri === XINCLUDE) refuse('serial.file.xml_element', { name: tag.name.slice(0, 100) })
    if (!open.length) {
      if (tag.local !== 'codes') refuse('serial.file.xml_element', { name: tag.name.slice(0, 100) })
      open.push(undefined)
      return
    }
    if (tag.local !== 'code') refuse('serial.file.xml_element', { name: tag.name.slice(0, 100) })
    if (rows.length >= uploadMost.rows) throw new Refused(tooMany(parser.line))
    const told = (name: string) => tag.attributes[name]?.value.trim() ?? ''
    const code = told('value')
    rows.push({ line: parser.line, code, parent: told('parent') || (open.at(-1) ?? ''), level: told('level') })
    open.push(code)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  try {
    if (!text.isWellFormed()) refuse('serial.file.not_utf8')
    parser.write(text)
    parser.close()
  } catch (err) {
    if (err instanceof Refused) return err.read
    throw err
  }
  return rows.length ? { rows, problems: [] } : wrong(0, 'serial.file.empty')
}
