import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ProfileEvent, ProfileField } from '../../../kernel/profile.ts'
import { type RecordMade, voidRecord } from '../../../modules/production/record/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts } from '../../../ui/Page.tsx'
import { When, whenText } from '../../../ui/values.tsx'
import { useMay } from '../app/session.tsx'
import { Findings, oncePerRule } from './Findings.tsx'
import { useFieldName } from './profile-form/index.ts'
import { VoidDialog } from './VoidDialog.tsx'
import './production.css'

export type MadeRecords = {
  records: RecordMade[]
  /** Recommended fields that were left empty. */
  lacking: ProfileField[]
  /** The record this one was to replace and that is still valid. */
  notVoided?: string
}

/** After saving: what was recorded, from when a harvest is allowed, what is missing, and what comes next. */
export function Made({ made, profile, event }: { made: MadeRecords; profile: string; event: ProfileEvent }) {
  const { t, i18n } = useTranslation()
  const may = useMay()
  const fieldName = useFieldName()
  const [voiding, setVoiding] = useState(false)
  const [voided, setVoided] = useState(false)
  const { records } = made
  const first = records[0]!
  const from = records.flatMap((r) => r.allowedFrom ?? []).sort()
  const language = i18n.language as Language
  const comma = t('production.form.comma')
  const missing = first.missing.map((key) => fieldName(event, key))
  const recommended = made.lacking.filter((f) => !first.missing.includes(f.key)).map((f) => f.names[language])
  const findings = oncePerRule(records.flatMap((r) => r.findings))
  const warnings = [...new Set(records.flatMap((r) => r.warnings))]
  const form = `/production/record/${encodeURIComponent(profile)}/${event.id}`
  return (
    <div className="production-made">
      {voided ? (
        <Notice kind="stop">{t('production.voided')}</Notice>
      ) : (
        from.length > 0 && (
          <Notice kind="wait">
            <span className="production-date">
              {t('production.allowed_from_only', { date: whenText(from.at(-1)!, i18n.language) })}
            </span>
          </Notice>
        )
      )}
      <Facts
        items={[
          { label: t('production.what'), value: event.names[language] },
          { label: t('production.on'), value: <When at={first.happenedOn} /> },
          {
            label: t('production.records_made'),
            value: records.length > 1 ? records.length : null,
          },
        ]}
      />
      {warnings.map((w) => (
        <Notice key={w} kind="wait">
          {t(w)}
        </Notice>
      ))}
      <Findings findings={findings} />
      {missing.length > 0 && (
        <Notice kind="wait">{t('production.without_law', { fields: missing.join(comma) })}</Notice>
      )}
      {recommended.length > 0 && <Notice>{t('production.without', { fields: recommended.join(comma) })}</Notice>}
      {made.notVoided && (
        <Notice kind="stop">
          {t('production.not_voided')} <Link to={`/production/records/${made.notVoided}`}>{t('production.see')}</Link>
        </Notice>
      )}
      <div className="production-actions">
        <LinkButton type="primary" to={`${form}?like=${first.recordId}`}>
          {t('production.another')}
        </LinkButton>
        {records.length === 1 && (
          <LinkButton to={`/production/records/${first.recordId}`}>{t('production.see')}</LinkButton>
        )}
        <LinkButton to="/production">{t('production.to_list')}</LinkButton>
        {may(voidRecord) && !voided && (
          <Button danger onClick={() => setVoiding(true)}>
            {t('production.void')}
          </Button>
        )}
      </div>
      <VoidDialog
        recordIds={records.map((r) => r.recordId)}
        open={voiding}
        onClose={() => setVoiding(false)}
        onVoided={() => setVoided(true)}
      />
    </div>
  )
}
