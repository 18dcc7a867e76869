import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { profiles } from '../../../../industries/index.ts'
import { profileAt } from '../../../../kernel/profile.ts'
import { listLicences, type PartyRole, setPartyRole } from '../../../../modules/registry/licence/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../../ui/ConfirmDialog.tsx'
import { chinaToday } from '../../../../ui/format.ts'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Section } from '../../../../ui/Page.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../../app/call.ts'
import { Refusal } from '../../app/Refusal.tsx'
import { useMay } from '../../app/session.tsx'
import { Needs } from './Needs.tsx'

/** What an operator is in each chain, with the licences each role needs; its own can be added and ended. */
export function Roles({ partyId }: { partyId?: string }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const may = useMay()
  const own = partyId === undefined
  const today = chinaToday()
  const asked = useAsk(listLicences, own ? {} : { partyId })
  const [ending, setEnding] = useState<PartyRole>()
  const end = useDo(setPartyRole, { refresh: [listLicences.name], onDone: () => setEnding(undefined) })
  // what ended is history: the journal has it
  const roles = asked.data?.roles.filter((r) => r.to === null || r.to > today) ?? []
  const known = (r: PartyRole) => profileAt(profiles, r.profile, today)
  const roleOf = (r: PartyRole) => known(r)?.roles.find((x) => x.id === r.role)
  const nameOf = (r: PartyRole) => roleOf(r)?.names[language] ?? r.role
  const add = own && may(setPartyRole) && <LinkButton to="/organisation/roles/new">{t('roles.add')}</LinkButton>
  return (
    <Section title={t('roles.title')} extra={add}>
      <Refusal refusal={asked.error} />
      {!asked.data && !asked.error && <Waiting rows={2} />}
      {asked.data && roles.length === 0 && <p className="ui-quiet">{t(own ? 'roles.none' : 'roles.none_agency')}</p>}
      {roles.map((r) => {
        const role = roleOf(r)
        return (
          <div key={`${r.profile} ${r.role} ${r.from}`} className="registry-role">
            <div className="registry-role-head">
              <strong>
                {known(r)?.names[language] ?? r.profile} · {nameOf(r)}
              </strong>
              <span className="ui-quiet">
                {r.to !== null
                  ? t('roles.until', { from: r.from, to: r.to })
                  : t(r.from > today ? 'roles.from_on' : 'roles.since', { date: r.from })}
              </span>
              {own && may(setPartyRole) && r.to === null && (
                <Button size="small" onClick={() => setEnding(r)}>
                  {t('roles.end')}
                </Button>
              )}
            </div>
            {role && <Needs role={role} licences={asked.data?.licences ?? []} today={today} own={own} />}
          </div>
        )
      })}
      <ConfirmDialog
        open={ending !== undefined}
        title={ending ? t('roles.end_title', { role: nameOf(ending) }) : ''}
        consequence={t('roles.end_what')}
        verb={t('roles.end')}
        danger
        waiting={end.waiting}
        refusal={<Refusal refusal={end.refusal} />}
        onConfirm={() => {
          if (!ending) return
          const { profile, role, from } = ending
          // one that has not begun never did
          void end.run({ profile, role, from, to: from > today ? from : today })
        }}
        onClose={() => {
          setEnding(undefined)
          end.forget()
        }}
      />
    </Section>
  )
}
