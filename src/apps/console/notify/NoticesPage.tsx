import {
  CheckCircleOutlined,
  CheckOutlined,
  ClockCircleOutlined,
  InfoCircleOutlined,
  StopOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listNotices, markNoticesRead, type Notice } from '../../../modules/notify/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Page } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAddress } from '../app/address.ts'
import { useDo, useList } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import './notices.css'
import { targetOf, toneOf } from './target.ts'

/** What the organisation was told, newest first; each opens what it is about and is read from then on. */
export function NoticesPage() {
  const { t } = useTranslation()
  const [{ unread }, change] = useAddress()
  const onlyUnread = unread === 'yes'
  const list = useList(listNotices, onlyUnread ? { unread: 'yes' } : {})
  const read = useDo(markNoticesRead, { refresh: [listNotices.name] })
  const count = list.first?.unread ?? 0
  return (
    <Page
      title={t('notices.title')}
      action={
        count > 0 && (
          <Button icon={<CheckOutlined />} loading={read.waiting} onClick={() => void read.run({})}>
            {t('notices.read_all')}
          </Button>
        )
      }
    >
      <Choices
        label={t('notices.which')}
        value={onlyUnread ? 'yes' : 'all'}
        options={[
          { value: 'all', label: t('notices.all') },
          { value: 'yes', label: t('notices.unread', { count }) },
        ]}
        onChange={(v) => change({ unread: v === 'yes' ? 'yes' : undefined })}
      />
      <Refusal refusal={list.refusal ?? read.refusal} again={list.again} />
      {!list.ready && !list.refusal && <Waiting rows={8} />}
      {list.ready && list.rows.length === 0 && (
        <Empty
          text={t(onlyUnread ? 'notices.none_unread' : 'notices.none')}
          action={onlyUnread && <Button onClick={() => change({ unread: undefined })}>{t('notices.show_all')}</Button>}
        />
      )}
      {list.rows.length > 0 && (
        <>
          <ul className="notices" aria-label={t('notices.title')}>
            {list.rows.map((notice) => (
              <Row
                key={notice.noticeId}
                notice={notice}
                onRead={() => void read.run({ noticeIds: [notice.noticeId] })}
              />
            ))}
          </ul>
          <div className="ui-list-foot" role="status">
            {t(list.hasMore ? 'ui.shown' : 'ui.shown_all', { count: list.rows.length })}
            {list.hasMore && (
              <Button onClick={list.more} loading={list.waiting}>
                {t('ui.more', { count: 50 })}
              </Button>
            )}
          </div>
        </>
      )}
    </Page>
  )
}

const icons = {
  good: CheckCircleOutlined,
  wait: ClockCircleOutlined,
  stop: StopOutlined,
  info: InfoCircleOutlined,
  plain: InfoCircleOutlined,
}

function Row({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const { t } = useTranslation()
  const tone = toneOf(notice.kind)
  const Icon = icons[tone]
  const isNew = notice.readAt === null
  return (
    <li className={isNew ? 'notices-new' : ''}>
      <span className={`notices-icon notices-${tone}`}>
        <Icon aria-hidden />
      </span>
      <div className="notices-body">
        <Link to={targetOf(notice)} onClick={() => isNew && onRead()}>
          {notice.text}
        </Link>
        <p className="ui-quiet">
          <When at={notice.createdAt} />
          {isNew && <strong className="notices-mark">{t('notices.unread_mark')}</strong>}
        </p>
      </div>
      {isNew && (
        <Button
          type="text"
          icon={<CheckOutlined />}
          aria-label={t('notices.read_one')}
          title={t('notices.read_one')}
          onClick={onRead}
        />
      )}
    </li>
  )
}
