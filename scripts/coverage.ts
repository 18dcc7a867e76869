import { profiles } from '../src/industries/index.ts'
import { CODE_SCHEMES } from '../src/kernel/code-scheme.ts'

/** `node scripts/coverage.ts`: the counts of docs/domain/coverage.md, a line a profile, as Markdown. */
const sure = (list: readonly { confidence?: string }[], ...of: string[]) =>
  list.filter((x) => of.includes(x.confidence ?? 'design')).length

const lines = profiles.map((p) => {
  const fields = p.events.flatMap((e) => e.fields)
  const rules = [...p.rules, ...(p.judged ?? [])]
  const law = fields.filter((f) => f.required === 'law').length
  const known = [
    sure(fields, 'law'),
    sure(fields, 'standard', 'document'),
    sure(fields, 'practice'),
    sure(fields, 'design'),
  ]
  return `| ${p.names.zh} \`${p.id}\` | ${p.events.length} | ${fields.length} | ${law} | ${known.join(' / ')} | ${rules.length} |`
})
console.log(
  [
    '| profile | events | fields | asked for by law | law / document / practice / ours | rules |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
    `Code schemes: ${CODE_SCHEMES.length}.`,
  ].join('\n'),
)
