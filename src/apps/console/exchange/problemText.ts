/**
 * The values in a problem's English message, read back by the English sentence it was made from, so that the sentence
 * can be said in another language; undefined when it was made from another.
 */
export function valuesIn(sentence: string, message: string): Record<string, string> | undefined {
  const names: string[] = []
  const pattern = sentence.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    names.push(name)
    return '([\\s\\S]*?)'
  })
  const found = new RegExp(`^${pattern.join('')}$`).exec(message)
  return found ? Object.fromEntries(names.map((n, i) => [n, found[i + 1]!])) : undefined
}
