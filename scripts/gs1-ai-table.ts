import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Makes src/kernel/gs1/ai-table.ts from the GS1 Barcode Syntax Dictionary (Apache-2.0):
 * `node scripts/gs1-ai-table.ts <gs1-syntax-dictionary.txt>`, then `npx biome check --write src/kernel/gs1/ai-table.ts`.
 * Run by hand when GS1 publishes a new dictionary; nothing needs the dictionary at run or test time.
 */
const source = process.argv[2]
if (source === undefined) throw new Error('usage: node scripts/gs1-ai-table.ts <gs1-syntax-dictionary.txt>')

const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`

const rows = readFileSync(source, 'utf8')
  .split('\n')
  .filter((line) => /^[0-9]/.test(line))
  .map((line) => {
    const [body = '', title = ''] = line.split(/\s+# /)
    const [ais = '', ...words] = body.trim().split(/\s+/)
    const flags = /^[^A-Z[0-9]/.test(words[0] ?? '') ? words.shift()! : ''
    const isComponent = (word: string) => /^\[?[NXYZ](?:[0-9]|\.\.)/.test(word)
    const components = words.filter(isComponent)
    const attributes = words.filter((word) => !isComponent(word))
    const known = attributes.every((word) => /^(?:req=|ex=|dlpkey(?:=|$))/.test(word))
    if (!/^\d{2,4}(?:-\d{2,4})?$/.test(ais) || !/^[*?]*$/.test(flags) || !components.length || !known)
      throw new Error(`a row this script does not understand: ${line}`)
    return `  [${[ais, flags, components.join(' '), attributes.join(' '), title.trim()].map(quote).join(', ')}],`
  })

writeFileSync(
  new URL('../src/kernel/gs1/ai-table.ts', import.meta.url),
  `// Made by scripts/gs1-ai-table.ts; not to be edited by hand.
// From the GS1 Barcode Syntax Dictionary (github.com/gs1/gs1-syntax-dictionary, commit ff2eb4bf of 2026-07-27),
// Copyright (c) 2021-2025 GS1 AISBL, 2020-2021 BWIPP project, 2020-2021 Zint project; Apache License, Version 2.0.

/** One AI or a range of AIs: AIs, flags (\`*\` fixed length, \`?\` Digital Link attribute), components, attributes, title. */
export type AiRow = readonly [ais: string, flags: string, components: string, attributes: string, title: string]

export const AI_ROWS: readonly AiRow[] = [
${rows.join('\n')}
]
`,
)
