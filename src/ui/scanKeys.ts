/** Group separator: how a scanner sends the FNC1 between two elements of a GS1 code. */
const separator = '\x1d'

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>
type Field = Pick<HTMLInputElement, 'value' | 'selectionStart' | 'selectionEnd'>

/**
 * A hand scanner that types has no key for the separator and sends Ctrl+]. A browser would drop it, and what follows
 * would run into the element before, or go forward a page. Undefined: another key; else the text with the separator in
 * its place.
 */
export function withSeparator(e: Key, { value, selectionStart, selectionEnd }: Field): string | undefined {
  const isSeparator = e.key === separator || (e.ctrlKey && !e.altKey && !e.metaKey && isBracket(e))
  if (!isSeparator) return undefined
  const from = selectionStart ?? value.length
  return value.slice(0, from) + separator + value.slice(selectionEnd ?? from)
}

// where the layout has no such key the scanner presses the place at which it is on a US keyboard
const isBracket = ({ key, code }: Key) => key === ']' || (code === 'BracketRight' && key !== '[')
