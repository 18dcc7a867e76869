import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Agency } from '../../../modules/identity/agency/schema.ts'
import { State } from '../../../ui/State.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useBelow } from './below.ts'
import './identity.css'

/** Agencies from one's own down; a branch is read when it is opened. */
export function AgencyTree({ root }: { root: Agency }) {
  return (
    <ul className="identity-tree">
      <Node agency={root} first />
    </ul>
  )
}

function Node({ agency: a, first = false }: { agency: Agency; first?: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(first)
  // nothing stands below a township, a laboratory or an enforcement agency
  const turns = a.kind === 'supervision' && a.level !== 'township'
  const below = useBelow(a, turns && open)
  return (
    <li>
      <div className="identity-node">
        {turns ? (
          <Button
            className="identity-turn"
            type="text"
            aria-expanded={open}
            aria-label={t('agencies.below', { name: a.name })}
            icon={open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
            onClick={() => setOpen(!open)}
          />
        ) : (
          <span className="identity-leaf" />
        )}
        <div className="identity-named">
          <Link to={`/agencies/${a.partyId}`}>{a.name}</Link>
          <State kind={a.kind === 'supervision' ? 'plain' : 'info'}>
            {a.kind === 'supervision' ? t(`agency.level.${a.level}`) : t(`agency.kind.${a.kind}`)}
          </State>
        </div>
      </div>
      {turns && open && (
        <>
          <Refusal refusal={below.error} again={() => void below.refetch()} />
          {!below.data && !below.error && <Waiting rows={2} />}
          {below.data?.length === 0 && <p className="ui-quiet identity-none">{t('agencies.none_below')}</p>}
          {below.data && below.data.length > 0 && (
            <ul>
              {below.data.map((b) => (
                <Node key={b.partyId} agency={b} />
              ))}
            </ul>
          )}
        </>
      )}
    </li>
  )
}
