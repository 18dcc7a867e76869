import type { Language } from '../../../platform/i18n.ts'
import { tell } from '../page/say.ts'
import type { PortalWord } from '../words.ts'
import type { Known } from './known.ts'

/** Link types of the GS1 web vocabulary. Their older address is still in links that are printed. */
export const VOCABULARY = 'https://ref.gs1.org/voc/'
const OLDER = ['https://gs1.org/voc/', 'http://gs1.org/voc/', 'https://www.gs1.org/voc/']

type LinkType = 'pip' | 'traceability' | 'recallStatus' | 'defaultLink' | 'defaultLinkMulti'

/** The one page there is says all of this about goods; of an operator it is its card and nothing more is claimed. */
const typesOf = (known: Known): readonly LinkType[] =>
  known.kind === 'operator' ? ['defaultLink'] : ['defaultLink', 'pip', 'traceability', 'recallStatus']

/** `gs1:pip`, `pip` or the whole address → `pip`; anything else as it came. */
export function linkTypeNamed(text: string): string {
  const prefix = ['gs1:', VOCABULARY, ...OLDER].find((p) => text.startsWith(p))
  return prefix === undefined ? text : text.slice(prefix.length)
}

export const hasLinkType = (known: Known, type: string): boolean =>
  type === 'defaultLinkMulti' || typesOf(known).some((t) => t === type)

const languages: readonly Language[] = ['zh', 'en']

/** The linkset (RFC 9264, JSON) of one item: every page in each of its languages. `page` is its address without query. */
export function linksetOf(known: Known, { anchor, page }: { anchor: string; page: string }) {
  const title = (language: Language) => tell(`link.title.${known.kind}` as PortalWord, language)
  const target = (language: Language) => ({
    href: `${page}?lang=${language}`,
    title: title(language),
    type: 'text/html',
    hreflang: [language],
  })
  const inEach = languages.map(target)
  const links = Object.fromEntries(
    typesOf(known).map((type) => [
      VOCABULARY + type,
      type === 'defaultLink' ? [{ href: page, title: title('zh'), type: 'text/html', hreflang: ['zh', 'en'] }] : inEach,
    ]),
  )
  return { linkset: [{ anchor, ...links, [`${VOCABULARY}defaultLinkMulti`]: inEach }] }
}
