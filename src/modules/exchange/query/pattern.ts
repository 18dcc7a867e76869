import { gs1CheckDigit } from '../../../kernel/gs1/check.ts'
import { identify } from '../../../kernel/gs1/identify.ts'

/**
 * A value of a MATCH_ parameter: one identifier, or the pattern of many. `namespace` where all that fit share one
 * (identify().namespace), so that an index can be asked for it.
 */
export type Pattern = { one: string } | { like: string; namespace?: string | undefined }

/** What a pattern is refused for. */
export type PatternProblem = 'pattern_malformed'

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const gs1 = 'https://id.gs1.org/'
const any = '[^/]+'

/** Digits of a key whose company prefix, and perhaps its reference, is given; `body` digits before the check digit. */
function keyed(prefix: string, reference: string, body: number, leads: boolean): string | undefined {
  const digit = /^\d+$/
  if (prefix === '*') return reference === '*' ? `\\d{${body + 1}}` : undefined
  if (!digit.test(prefix) || prefix.length > body) return undefined
  const free = body - prefix.length
  if (reference === '*') return leads && free > 0 ? `\\d${prefix}\\d{${free - 1}}\\d` : `${prefix}\\d{${free}}\\d`
  if (!(free === 0 ? reference === '' : digit.test(reference)) || reference.length !== free) return undefined
  // of GTIN and SSCC the first digit of the reference stands before the prefix
  const digits = leads ? `${reference.slice(0, 1)}${prefix}${reference.slice(1)}` : prefix + reference
  return `${digits}${gs1CheckDigit(digits)}`
}

const serialOf = (text: string | undefined): string | undefined => {
  if (text === undefined || text === '') return undefined
  if (text === '*') return any
  return text.includes('*') ? undefined : escaped(text)
}

type Scheme = (parts: string[]) => (string | undefined)[]

/** EPC schemes of GS1 keys (EPC Tag Data Standard §6.3) → the canonical Digital Link as a regular expression, by parts. */
const schemes: Readonly<Record<string, Scheme>> = {
  sgtin: ([p, r, s]) => ['01/', keyed(p!, r!, 13, true), '/21/', serialOf(s)],
  lgtin: ([p, r, s]) => ['01/', keyed(p!, r!, 13, true), '/10/', serialOf(s)],
  upui: ([p, r, s]) => ['01/', keyed(p!, r!, 13, true), '/235/', serialOf(s)],
  sscc: ([p, r]) => ['00/', keyed(p!, r!, 17, true)],
  sgln: ([p, r, e]) => [
    '414/',
    keyed(p!, r!, 12, false),
    e === '*' ? '(?:/254/[^/]+)?' : e === '0' ? '' : '/254/',
    e === '*' || e === '0' ? '' : serialOf(e),
  ],
  pgln: ([p, r]) => ['417/', keyed(p!, r!, 12, false)],
  grai: ([p, r, s]) => ['8003/0', keyed(p!, r!, 12, false), serialOf(s)],
  giai: ([p, r]) => ['8004/', open(p!, r!)],
  gdti: ([p, r, s]) => ['253/', keyed(p!, r!, 12, false), serialOf(s)],
  sgcn: ([p, r, s]) => ['255/', keyed(p!, r!, 12, false), serialOf(s)],
  gsrn: ([p, r]) => ['8018/', keyed(p!, r!, 17, false)],
  gsrnp: ([p, r]) => ['8017/', keyed(p!, r!, 17, false)],
  cpi: ([p, r, s]) => ['8010/', open(p!, r!), '/8011/', s === '*' ? '\\d+' : serialOf(s)],
  itip: ([p, r, piece, total, s]) => ['8006/', keyed(p!, r!, 13, true), two(piece), two(total), '/21/', serialOf(s)],
  ginc: ([p, r]) => ['401/', open(p!, r!)],
  gsin: ([p, r]) => ['402/', keyed(p!, r!, 16, false)],
}
const parts: Readonly<Record<string, number>> = {
  sgtin: 3,
  lgtin: 3,
  upui: 3,
  sgln: 3,
  grai: 3,
  gdti: 3,
  sgcn: 3,
  cpi: 3,
  itip: 5,
}
const two = (text: string | undefined) => (text === '*' ? '\\d\\d' : text && /^\d\d$/.test(text) ? text : undefined)
const open = (prefix: string, reference: string) => {
  if (prefix === '*') return reference === '*' ? any : undefined
  const rest = serialOf(reference)
  return /^\d+$/.test(prefix) && rest !== undefined ? prefix + rest : undefined
}

/**
 * A MATCH_ value as it is compared with canonical identifiers: a pattern (`urn:epc:idpat:sgtin:0614141.107346.*`, or a
 * Digital Link whose last value is `*`), or one identifier in any spelling. For classes `idpat` with the serial left
 * open also names the class itself.
 */
export function patternOf(text: string, ofClass: boolean): Pattern | PatternProblem {
  const link = /^(https?:\/\/.+\/(?:\d{2,4}))\/\*$/i.exec(text)
  if (link) {
    const sample = identify(`${link[1]}/1`).canonical
    if (!sample.startsWith(gs1) || !sample.endsWith('/1')) return 'pattern_malformed'
    return shared(`^${escaped(sample.slice(0, -1))}${any}$`, [`${link[1]}/1`, `${link[1]}/2`])
  }
  const m = /^urn:epc:(idpat|class|id):([a-z]+):(.*)$/i.exec(text)
  if (!m || (m[1]!.toLowerCase() !== 'idpat' && !text.includes('*'))) return { one: identify(text).canonical }
  const scheme = m[2]!.toLowerCase()
  const values = m[3]!.split('.')
  // a serial may have dots of its own
  const count = parts[scheme] ?? 2
  const given = [...values.slice(0, count - 1), values.slice(count - 1).join('.')]
  const make = Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined
  if (!make) {
    // schemes that are no GS1 keys (gid, usdod, adi …) keep their URN: a star stands for one part
    if (!/^[^*]*(?:\.?\*)+$/.test(m[3]!)) return 'pattern_malformed'
    return {
      like: `^urn:epc:id:${escaped(scheme)}:${values.map((v) => (v === '*' ? '[^.:]+' : escaped(v))).join('\\.')}$`,
    }
  }
  if (given.length !== count || given.some((v) => v === '' && scheme !== 'sgln' && scheme !== 'pgln'))
    return 'pattern_malformed'
  // once a part is open, all behind it are (EPC Tag Data Standard §8)
  const firstOpen = given.indexOf('*')
  if (firstOpen < 0)
    return { one: identify(text.replace(/:idpat:/i, scheme === 'lgtin' ? ':class:' : ':id:')).canonical }
  if (given.slice(firstOpen).some((v) => v !== '*')) return 'pattern_malformed'
  const made = make(given)
  if (made.some((p) => p === undefined)) return 'pattern_malformed'
  const [head, key] = made as string[]
  const whole = `^${escaped(gs1)}${made.join('')}$`
  // sgtin patterns are class literals, too: the class is the GTIN itself
  if (ofClass && scheme === 'sgtin') {
    if (firstOpen === 2) return { one: `${gs1}01/${key}` }
    return { like: `^${escaped(gs1)}${head}${key}$` }
  }
  const kind = scheme === 'lgtin' ? 'class' : 'id'
  const samples = ['0', '9'].map((digit) => {
    const filled = given.map((v, i) =>
      v !== '*' ? v : i === 0 ? digit.repeat(7) : sampleOf(scheme, given[0]!, i, digit),
    )
    return `urn:epc:${kind}:${scheme}:${filled.join('.')}`
  })
  return shared(whole, samples)
}

/** Digits of a key before its check digit, company prefix and reference together. */
const bodies: Readonly<Record<string, number>> = {
  sgtin: 13,
  lgtin: 13,
  upui: 13,
  itip: 13,
  sscc: 17,
  sgln: 12,
  pgln: 12,
  grai: 12,
  gdti: 12,
  sgcn: 12,
  gsrn: 17,
  gsrnp: 17,
  gsin: 16,
}

/** Something that could stand in an open part of a pattern. */
function sampleOf(scheme: string, prefix: string, part: number, digit: string): string {
  if (part === 1 && bodies[scheme] !== undefined)
    return digit.repeat(Math.max(0, bodies[scheme] - (prefix === '*' ? 7 : prefix.length)))
  if (scheme === 'itip' && part < 4) return digit.repeat(2)
  return scheme === 'sgln' ? '0' : '1'
}

/** With the namespace, where two that fit agree on it. */
function shared(like: string, samples: string[]): Pattern {
  const [a, b] = samples.map((s) => identify(s))
  const agree = a!.kind !== 'other' && b!.kind !== 'other' && a!.namespace === b!.namespace
  return { like, namespace: agree ? a!.namespace : undefined }
}

const compiled = new Map<string, RegExp>()

/** Does a canonical identifier fit? */
export function fits(p: Pattern, canonical: string): boolean {
  if ('one' in p) return p.one === canonical
  let re = compiled.get(p.like)
  if (!re) {
    if (compiled.size > 500) compiled.clear()
    compiled.set(p.like, (re = new RegExp(p.like)))
  }
  return re.test(canonical)
}
