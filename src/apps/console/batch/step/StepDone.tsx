import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type * as z from 'zod'
import type { ProfileEvent } from '../../../../kernel/profile.ts'
import { printLabels } from '../../../../modules/label/schema.ts'
import type { Finding } from '../../../../modules/production/rule/schema.ts'
import type { Batch } from '../../../../modules/trace/schema.ts'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Notice } from '../../../../ui/Notice.tsx'
import { Section } from '../../../../ui/Page.tsx'
import { useUnit } from '../../../../ui/useUnit.ts'
import { Amount, Code } from '../../../../ui/values.tsx'
import { useMay } from '../../app/session.tsx'
import { Findings } from '../../production/Findings.tsx'
import { useFieldName } from '../../production/profile-form/index.ts'
import { forBatches } from '../address.ts'

export type StepMade = {
  batches: z.output<typeof Batch>[]
  /** The batches it took or was about. */
  about: string[]
  warnings: string[]
  missing: string[]
  findings: Finding[]
}

/** What a step made, and what its record lacks. */
export function StepDone({ made, event }: { made: StepMade; event: ProfileEvent }) {
  const { t } = useTranslation()
  const unit = useUnit()
  const may = useMay()
  const fieldName = useFieldName()
  const lacks = made.missing.map((key) => fieldName(event, key)).filter(Boolean)
  const ids = made.batches.map((b) => b.holdingId)
  return (
    <>
      {made.warnings.map((w) => (
        <Notice key={w} kind="wait">
          {t(w)}
        </Notice>
      ))}
      <Findings findings={made.findings} />
      {lacks.length > 0 && (
        <Notice kind="wait">{t('harvest.missing', { fields: lacks.join(t('label.comma')) })}</Notice>
      )}
      {ids.length > 0 ? (
        <Section title={t('step.made', { count: ids.length })}>
          <ul className="batch-papers">
            {made.batches.map((b) => (
              <li key={b.holdingId}>
                <Link to={`/batches/${b.holdingId}`}>{b.productName}</Link>
                <Amount value={b.quantity} unit={unit(b.unit)} />
                <small>
                  <Code value={b.code} />
                </small>
              </li>
            ))}
          </ul>
          {may(printLabels) && ids.length <= 100 && (
            <LinkButton to={forBatches('/labels/new', ids)}>{t('batch.bulk_labels')}</LinkButton>
          )}
        </Section>
      ) : (
        <LinkButton to={made.about[0] ? `/batches/${made.about[0]}` : '/batches'}>{t('label.see_batch')}</LinkButton>
      )}
    </>
  )
}
