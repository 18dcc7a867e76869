import type { Element } from './elements.ts'

export function decompressLink(_text: string): readonly Element[] | undefined {
  return undefined
}
