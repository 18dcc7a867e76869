import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { deskKinds } from '../../../modules/oversight/desk/rules.ts'
import { type DeskItem, listDesk } from '../../../modules/oversight/desk/schema.ts'
import { listOperators } from '../../../modules/registry/operator/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { Page } from '../../../ui/Page.tsx'
import { State, type StateKind } from '../../../ui/State.tsx'
import { useAddress } from '../app/address.ts'
import { List } from '../app/ListPage.tsx'
import { useMay } from '../app/session.tsx'
import { deskPlace, deskText } from './deskText.ts'
import { FindingActions } from './FindingActions.tsx'
import { Waited } from './Waited.tsx'

const looks: Record<DeskItem['kind'], StateKind> = {
  filing: 'wait',
  identifier: 'wait',
  licence: 'wait',
  refusal: 'stop',
  signal: 'stop',
  duty: 'stop',
  hold: 'info',
}

/** An officer's first page: everything that waits, oldest first; each row opens its case. */
export function DeskPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const [{ kind }] = useAddress()
  const mayOperators = useMay()(listOperators)
  const chosen = deskKinds.find((k) => k === kind)
  if (!mayOperators)
    return (
      <Page title={t('desk.title')}>
        <Empty
          text={t('desk.no_part')}
          action={
            <Link to="/agencies">
              <Button>{t('menu.agencies')}</Button>
            </Link>
          }
        />
      </Page>
    )
  return (
    <Page title={t('desk.title')}>
      <List
        label={t('desk.title')}
        endpoint={listDesk}
        fixed={chosen ? { kind: chosen } : {}}
        head={({ counts }) => <Chips counts={counts} chosen={chosen} />}
        rowKey={(r) => r.id}
        open={deskPlace}
        actions={(r) => <FindingActions item={r} />}
        empty={
          chosen
            ? { text: t('desk.empty_kind') }
            : {
                text: t('desk.empty'),
                action: (
                  <Link to="/operators">
                    <Button>{t('desk.to_operators')}</Button>
                  </Link>
                ),
              }
        }
        columns={[
          { key: 'what', title: t('desk.what'), render: (r) => deskText(r, t, language) },
          {
            key: 'kind',
            title: t('desk.kind'),
            phone: 'state',
            width: 150,
            render: (r) => <State kind={looks[r.kind]}>{t(`desk.kind.${r.kind}`)}</State>,
          },
          { key: 'party', title: t('desk.party'), render: (r) => (r.kind === 'hold' ? null : r.partyName) },
          {
            key: 'since',
            title: t('desk.waiting_since'),
            numeric: true,
            width: 130,
            render: (r) => <Waited since={r.since} />,
          },
        ]}
      />
    </Page>
  )
}

type ChipsProps = { counts: Partial<Record<DeskItem['kind'], number>>; chosen: DeskItem['kind'] | undefined }

/** Kinds with how many wait; one touch shows only these. */
function Chips({ counts, chosen }: ChipsProps) {
  const { t } = useTranslation()
  const [, change] = useAddress()
  const kinds = deskKinds.filter((k) => counts[k] !== undefined)
  const all = kinds.reduce((sum, k) => sum + counts[k]!, 0)
  const chip = (kind: DeskItem['kind'] | undefined, word: string, count: number) => (
    <Button
      key={word}
      type={chosen === kind ? 'primary' : 'default'}
      aria-pressed={chosen === kind}
      onClick={() => change({ kind })}
    >
      {t('desk.chip', { kind: word, count })}
    </Button>
  )
  return (
    <div className="ui-chips" role="toolbar" aria-label={t('desk.filter')}>
      {chip(undefined, t('desk.all'), all)}
      {kinds.map((k) => chip(k, t(`desk.kind.${k}`), counts[k]!))}
    </div>
  )
}
