import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type DeskItem, listDesk, settleFinding } from '../../../modules/oversight/desk/schema.ts'
import { placeHold } from '../../../modules/trace/hold/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { deskText } from './deskText.ts'

/** What can be done with a finding from the desk: stop the goods, or say what came of it. */
export function FindingActions({ item }: { item: DeskItem }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const settle = useDo(settleFinding, { refresh: [listDesk.name], onDone: () => setAsking(false) })
  // the others are decided on their own page, or leave the desk when they are done
  if (item.kind !== 'refusal' && item.kind !== 'signal') return null
  return (
    <div className="ui-chips">
      {item.kind === 'signal' && item.holdingId && may(placeHold) && (
        <Link to={`/holds/new?holdingId=${item.holdingId}&partyId=${item.partyId}`}>
          <Button>{t('desk.place_hold')}</Button>
        </Link>
      )}
      {may(settleFinding) && <Button onClick={() => setAsking(true)}>{t('desk.settle')}</Button>}
      <ConfirmDialog
        open={asking}
        title={t('desk.settle_title')}
        consequence={
          <>
            <p>
              <strong>{deskText(item, t, language)}</strong> · {item.partyName}
            </p>
            <p>{t('desk.settle_consequence')}</p>
          </>
        }
        verb={t('desk.settle')}
        reason
        canned={[
          t('desk.settle_checked'),
          t('desk.settle_educated'),
          t('desk.settle_held'),
          t('desk.settle_transferred'),
        ]}
        waiting={settle.waiting}
        refusal={<Refusal refusal={settle.refusal} />}
        onConfirm={(note) => void settle.run({ partyId: item.partyId, findingId: item.id, note })}
        onClose={() => {
          setAsking(false)
          settle.forget()
        }}
      />
    </div>
  )
}
