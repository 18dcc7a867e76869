/** XML text made so that no value can break out of its place, whatever stands in it. */

/** What XML 1.0 cannot carry at all, not even as a reference, becomes U+FFFD. */
const carried = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones XML has no place for
  text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** Text between tags. A carriage return would come back as a line feed, so it goes as a reference. */
export const elementText = (text: string): string => carried(text).replace(/[&<>\r]/g, (c) => references[c]!)

/** Text within double quotes; white space goes as references, or reading would make it blanks. */
export const attributeText = (text: string): string => carried(text).replace(/[&<>"\t\n\r]/g, (c) => references[c]!)
