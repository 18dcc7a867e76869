import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { getCode, listChildren, type SerialCode } from '../../../modules/serial/schema.ts'
import { traceItem } from '../../../modules/trace/walk/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import './serial.css'
import { CodeChip, pageOf, useLevel } from './states.tsx'
import { LookUp } from './UploadsPage.tsx'

/** One code: its state, what it is in, what is in it, where it has been. */
export function CodePage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const [search] = useSearchParams()
  const text = search.get('code') ?? ''
  const asked = useAsk(getCode, { code: text }, { enabled: text !== '' })
  const may = useMay()
  const level = useLevel()
  const code = asked.data
  const back = { to: '/codes', title: t('codes.title') }
  if (!code)
    return (
      <Page title={text || t('codes.look_up')} back={back}>
        <Refusal refusal={asked.error} />
        {asked.error || text === '' ? <LookUp /> : <Waiting rows={10} />}
      </Page>
    )
  return (
    <Page
      title={<span className="serial-code">{code.code}</span>}
      name={code.code}
      state={<CodeChip state={code.state} />}
      back={back}
      action={
        may(traceItem) && (
          <LinkButton to={`/trace/view?code=${encodeURIComponent(code.code)}`}>{t('codes.trace')}</LinkButton>
        )
      }
    >
      {code.held && <Notice kind="stop">{t('codes.held')}</Notice>}
      <Facts
        items={[
          { label: t('codes.product'), value: code.productName },
          { label: t('codes.level'), value: level(code.level) },
          { label: t('codes.holder'), value: <HolderLink code={code} /> },
          { label: t('codes.maker'), value: code.makerName },
          { label: t('codes.made_on'), value: code.madeOn },
          { label: t('codes.scheme'), value: code.schemeNames[language] },
        ].filter((f) => f.label !== t('codes.holder') || code.holder !== null)}
      />
      <Section title={t('codes.around')}>
        {code.parents.length === 0 && <p className="ui-quiet">{t('codes.alone')}</p>}
        <ol className="serial-chain">
          {code.parents.map((p) => (
            <li key={p.code}>
              <Link className="serial-code" to={pageOf(p.code)}>
                {p.code}
              </Link>
              <span className="ui-quiet">{level(p.level)}</span>
              <CodeChip state={p.state} />
            </li>
          ))}
        </ol>
      </Section>
      {code.level > 1 && <Inside code={code} />}
      <Section title={t('codes.flow')}>
        <Flow code={code} />
      </Section>
    </Page>
  )
}

function HolderLink({ code: { holder } }: { code: SerialCode }) {
  if (!holder) return null
  if (!holder.holdingId) return <>{holder.name}</>
  return <Link to={`/batches/${holder.holdingId}?partyId=${holder.partyId}`}>{holder.name}</Link>
}

function Inside({ code }: { code: SerialCode }) {
  const { t } = useTranslation()
  const level = useLevel()
  return (
    <Section title={`${t('codes.inside')} (${code.children})`}>
      <List
        label={t('codes.inside')}
        endpoint={listChildren}
        fixed={{ code: code.code }}
        columns={[
          { key: 'code', title: t('codes.code'), render: (c) => c.code, text: (c) => c.code },
          {
            key: 'state',
            title: t('codes.state'),
            render: (c) => <CodeChip state={c.state} />,
            text: (c) => t(`codes.state.${c.state}`),
            phone: 'state',
          },
          { key: 'level', title: t('codes.level'), render: (c) => level(c.level), text: (c) => c.level },
        ]}
        rowKey={(c) => c.code}
        open={(c) => pageOf(c.code)}
        empty={{ text: t('codes.nothing_inside') }}
      />
    </Section>
  )
}

function Flow({ code }: { code: SerialCode }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  if (!code.flow.length) return <p className="ui-quiet">{t('codes.no_flow')}</p>
  return (
    <ol className="serial-flow">
      {code.flow.map((f) => (
        <li key={`${f.at} ${f.step} ${f.recordId ?? ''}`}>
          <When at={f.at} full />
          <b>{f.names ? f.names[language] : t(`codes.step.${f.step}`)}</b>
          <span>
            {f.counterpartName
              ? t('codes.to', { from: f.partyName ?? t('codes.other_party'), to: f.counterpartName })
              : (f.partyName ?? t('codes.other_party'))}
          </span>
          {f.state && <CodeChip state={f.state} />}
          {f.recordId && <Link to={`/production/records/${f.recordId}`}>{t('codes.record')}</Link>}
        </li>
      ))}
    </ol>
  )
}
