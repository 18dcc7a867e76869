import { isUnit, UNITS, type Unit } from '../../../kernel/unit.ts'
import { type Cell, cellNumber, type Sheet, workbook } from '../../../platform/document/spreadsheet.ts'
import { type Language, say } from '../../../platform/i18n.ts'
import type { Trace, TraceEvent } from './schema.ts'
import { walkWords } from './words.ts'

type Column = { word: string; width: number }

const shanghai = (iso: string, language: Language) =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(new Date(iso))

const unitName = (unit: string, language: Language) => (isUnit(unit) ? UNITS[unit as Unit].names[language] : unit)

/** The report as an .xlsx: about, holdings, links, events, and who holds how much now. Rows are written as they come. */
export async function traceWorkbook(trace: Trace, language: Language): Promise<Uint8Array> {
  const word = (key: string) => say(walkWords, key, language)
  const time = (iso: string) => shanghai(iso, language)
  const sheet = (name: string, columns: readonly Column[], rows: Iterable<readonly Cell[]>): Sheet => ({
    name: word(`trace.report.sheet.${name}`),
    columns: columns.map(({ word: key, width }) => ({ title: word(key), width })),
    rows,
  })

  const { subject, direction, asOf } = trace
  const names = new Map(trace.parties.map((p) => [p.partyId, (language === 'en' && p.nameEn) || p.name]))
  const nameOf = (partyId: string | undefined) => (partyId === undefined ? null : (names.get(partyId) ?? null))
  return workbook([
    sheet(
      'summary',
      [
        { word: 'trace.report.title', width: 24 },
        { word: 'trace.report.subject', width: 60 },
      ],
      [
        [word('trace.field.code'), subject.code ?? null],
        [word('trace.field.product'), subject.productName ?? null],
        [word('trace.report.direction'), word(`trace.direction.${direction}`)],
        [word('trace.report.as_of'), asOf === undefined ? word('trace.report.now') : time(asOf)],
        [word('trace.report.made_at'), time(trace.at)],
        [word('trace.report.complete'), trace.truncated ? word('trace.report.truncated') : word('trace.yes')],
      ],
    ),
    sheet('nodes', nodeColumns, nodeRows(trace, language, nameOf)),
    sheet(
      'links',
      columns([8, 'from', 8, 'to', 14, 'step', 12, 'quantity', 8, 'unit', 20, 'time', 16, 'basis']),
      trace.links.map((l) => [
        ...[l.from + 1, l.to + 1, l.step, cellNumber(l.quantity), unitName(l.unit, language)],
        ...[time(l.eventTime), word(`trace.basis.${l.basis}`)],
      ]),
    ),
    sheet(
      'events',
      columns([20, 'time', 20, 'recorded', 14, 'step', 28, 'recorded_by', 28, 'place', 16, 'basis']).concat(
        columns([16, 'holdings', 10, 'voided', 60, 'details']),
      ),
      trace.events.map((e) => [
        ...[
          time(e.eventTime),
          time(e.recordedAt),
          e.step,
          nameOf(e.partyId),
          e.place ?? null,
          word(`trace.basis.${e.basis}`),
        ],
        ...[touchedText(e), e.voided ? word('trace.yes') : '', detailsText(e)],
      ]),
    ),
    sheet(
      'holders',
      columns([30, 'holder', 24, 'product', 12, 'quantity', 8, 'unit', 10, 'holdings']),
      trace.holders.map((h) => [
        ...[
          nameOf(h.partyId) ?? h.buyerName ?? null,
          h.productName ?? null,
          cellNumber(h.quantity),
          unitName(h.unit, language),
          h.holdings,
        ],
      ]),
    ),
  ])
}

function columns(list: readonly (string | number)[]): Column[] {
  const found: Column[] = []
  for (let i = 0; i < list.length; i += 2) found.push({ width: Number(list[i]), word: `trace.field.${list[i + 1]}` })
  return found
}

const nodeColumns = columns([8, 'number', 26, 'code', 24, 'product', 12, 'quantity', 8, 'unit', 12, 'made_on']).concat(
  columns([30, 'holder', 28, 'place', 10, 'held', 24, 'problems', 16, 'basis', 10, 'more']),
)

type NameOf = (partyId: string | undefined) => string | null

function* nodeRows(trace: Trace, language: Language, nameOf: NameOf): Generator<readonly Cell[]> {
  const word = (key: string) => say(walkWords, key, language)
  for (const [i, n] of trace.nodes.entries()) {
    const problems = n.problems ?? []
    const unknown = problems.includes('holder_unknown') ? word('trace.problem.holder_unknown') : null
    const { code = null, productName = null, madeOn = null, place = null, holds = [] } = n
    yield [
      ...[i + 1, code, productName, cellNumber(n.quantity), unitName(n.unit, language), madeOn],
      ...[nameOf(n.partyId) ?? n.buyerName ?? unknown, place],
      n.held ? [word('trace.yes'), ...holds.flatMap((h) => h.reason ?? [])].join(' ') : '',
      problems.map((p) => word(`trace.problem.${p}`)).join(language === 'zh' ? '、' : ', '),
      ...[word(`trace.basis.${n.basis}`), n.more ? word('trace.yes') : ''],
    ]
  }
}

const touchedText = (e: TraceEvent) =>
  e.touched.map((t) => `${t.node + 1}${t.delta === undefined ? '' : ` (${t.delta})`}`).join(', ')

const detailsText = (e: TraceEvent) =>
  Object.entries(e.fields ?? {})
    .map(([k, v]) => `${k}: ${typeof v === 'object' ? JSON.stringify(v) : String(v)}`)
    .join('; ')
