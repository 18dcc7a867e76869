/** HTML that has been escaped, or written by us; anything else put into `html` is text and is escaped. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeText = (s: string) => s.replace(/[&<>"']/g, (c) => entities[c]!)

export type HtmlValue = Html | string | number | undefined | null | false | readonly HtmlValue[]

const show = (v: HtmlValue): string => {
  if (v === undefined || v === null || v === false) return ''
  if (v instanceof Html) return v.text
  if (Array.isArray(v)) return v.map(show).join('')
  return escapeText(String(v))
}

/** A template tag that escapes every value, so that a hostile name stays text. */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(parts.reduce((out, part, i) => out + part + (i < values.length ? show(values[i]) : ''), ''))
}

/** Text of our own that is HTML already (a style sheet, an SVG we drew). Never give it a user's words. */
export const trusted = (text: string): Html => new Html(text)
