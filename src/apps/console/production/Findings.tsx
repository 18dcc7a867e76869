import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../modules/production/rule/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { whenText } from '../../../ui/values.tsx'
import { useLawText } from './profile-form/sources.ts'
import './findings.css'

const looks = { block: 'stop', alarm: 'stop', warn: 'wait', task: 'info' } as const

type FindingsProps = {
  findings: readonly Finding[]
  /** Said below the last one. */
  children?: React.ReactNode
}

/** What the rules of the chain said: the rule, its sentence, from when, and where it stands with how sure we are of it. */
export function Findings({ findings, children }: FindingsProps) {
  return findings.map((f, i) => (
    <Notice key={`${f.rule} ${f.text.zh}`} kind={looks[f.action]}>
      <Said finding={f} />
      {i === findings.length - 1 && children}
    </Notice>
  ))
}

/** One finding as it is read. */
function Said({ finding: f }: { finding: Finding }) {
  const { t, i18n } = useTranslation()
  const lawText = useLawText()
  const language = i18n.language as Language
  const { confidence } = f
  const basis =
    confidence === null || confidence === 'design'
      ? t('production.finding.basis_ours')
      : t('production.finding.basis', {
          certainty: t(`production.basis.${confidence}`),
          source: lawText(f.source) || f.source,
        })
  const from =
    f.from && t(`production.finding.${f.action === 'task' ? 'due' : 'from'}`, { date: whenText(f.from, language) })
  return (
    <div className="production-finding">
      <strong>
        {t(`production.finding.${f.action}`)} · {f.names[language]}
      </strong>
      <p>
        {f.text[language]} {from}
      </p>
      {f.items.length > 0 && (
        <p className="ui-quiet">
          {t('production.finding.items', { items: f.items.slice(0, 5).map(short).join(t('production.form.comma')) })}
          {f.items.length > 5 && ` … (${f.items.length})`}
        </p>
      )}
      <small>
        {basis} · {f.rule}
      </small>
    </div>
  )
}

/** An identifier as it is printed: without the address before it. */
const short = (identifier: string) => identifier.replace(/^https?:\/\/[^/]+\/(?:s\/)?/, '')

/** Several records of one form are told of a rule once. */
export const oncePerRule = (findings: readonly Finding[]): Finding[] =>
  findings.filter((f, i) => findings.findIndex((g) => g.rule === f.rule && g.text.zh === f.text.zh) === i)
