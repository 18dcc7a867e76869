import { CloseOutlined, ScanOutlined } from '@ant-design/icons'
import { Button, Input, Popconfirm } from 'antd'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../platform/i18n.ts'
import { later } from '../../../../ui/later.ts'
import { withSeparator } from '../../../../ui/scanKeys.ts'
import { Together } from '../../../../ui/Together.tsx'
import { addCodes, codesIn, schemeOf, wrongCodes } from './codes.ts'
import { ariaOf, type ControlProps } from './control.ts'

const ScanDialog = later(() => import('../../../../ui/ScanDialog.tsx'))
const inSight = 8
const further = 100

/** Many codes: scanned one after the other, typed, or pasted; wrong ones stand first and say what they are. */
export default function CodesField(p: ControlProps<'codes', string[]>) {
  const { t, i18n } = useTranslation()
  const { field, id, label, onChange, onBlur } = p
  const [typed, setTyped] = useState('')
  const [scanning, setScanning] = useState(false)
  const [said, setSaid] = useState('')
  const [most, setMost] = useState(inSight)
  const codes = useMemo(() => p.value ?? [], [p.value])
  const wrong = useMemo(() => wrongCodes(field, codes), [field, codes])
  const before = (p.last[0] ?? []) as string[]
  const set = (list: readonly string[]) => onChange?.([...list])
  const add = (text: string) => {
    const now = addCodes(codes, text, schemeOf(field.scheme))
    setTyped('')
    if (now.added + now.twice === 0) return
    if (now.added) set(now.codes)
    const count = now.codes.length
    setSaid(t(now.twice ? 'production.codes.added_twice' : 'production.codes.added', { ...now, count }))
  }
  const shown = [...codes.filter((c) => wrong.has(c)), ...codes.filter((c) => !wrong.has(c)).reverse()]
  const fault = (code: string) => {
    const other = wrong.get(code)
    return other && other.id !== field.scheme
      ? t('production.codes.other', { name: other.names[i18n.language as Language] })
      : t('production.codes.wrong')
  }
  return (
    <Together
      className="profile-codes"
      onLeave={() => {
        if (typed.trim()) add(typed)
        onBlur?.()
      }}
    >
      <div className="profile-codes-line">
        <Input
          {...({ id, ...ariaOf(p) } as object)}
          autoComplete="off"
          maxLength={300}
          placeholder={t('production.codes.type')}
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          onKeyDown={(e) => {
            const text = withSeparator(e.nativeEvent, e.currentTarget)
            if (text === undefined) return
            e.preventDefault()
            setTyped(text)
          }}
          onPressEnter={(e) => {
            e.preventDefault()
            add(e.currentTarget.value)
          }}
          onPaste={(e) => {
            const text = e.clipboardData.getData('text')
            if (codesIn(text).length < 2) return
            e.preventDefault()
            add(text)
          }}
        />
        <Button icon={<ScanOutlined aria-hidden />} onClick={() => setScanning(true)}>
          {t('production.codes.scan')}
        </Button>
      </div>
      {codes.length === 0 && before.length > 0 && (
        <Button onClick={() => set(before)}>{t('production.codes.as_before', { count: before.length })}</Button>
      )}
      <p className="ui-quiet profile-codes-said" role="status">
        {said}
      </p>
      {codes.length > 0 && (
        <>
          <div className="profile-codes-head">
            <b>{t('production.codes.count', { count: codes.length })}</b>
            {wrong.size > 0 && (
              <>
                <span className="ui-fault">{t('production.codes.wrong_count', { count: wrong.size })}</span>
                <Button size="small" onClick={() => set(codes.filter((c) => !wrong.has(c)))}>
                  {t('production.codes.remove_wrong')}
                </Button>
              </>
            )}
            {codes.length > 1 && (
              <Popconfirm
                title={t('production.codes.remove_all_sure', { count: codes.length })}
                okText={t('production.codes.remove_all')}
                cancelText={t('ui.cancel')}
                onConfirm={() => set([])}
              >
                <Button size="small">{t('production.codes.remove_all')}</Button>
              </Popconfirm>
            )}
          </div>
          <ul aria-label={label}>
            {shown.slice(0, most).map((code) => (
              <li key={code}>
                <span className="profile-code">{code}</span>
                {wrong.has(code) && <span className="ui-fault">{fault(code)}</span>}
                <Button
                  type="text"
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={t('production.codes.remove', { code })}
                  onClick={() => set(codes.filter((c) => c !== code))}
                />
              </li>
            ))}
          </ul>
          {shown.length > most && (
            <Button onClick={() => setMost(most + further)}>
              {t('ui.more', { count: Math.min(further, shown.length - most) })}
            </Button>
          )}
        </>
      )}
      {scanning && (
        <Suspense>
          <ScanDialog any many said={said} onClose={() => setScanning(false)} onCode={add} />
        </Suspense>
      )}
    </Together>
  )
}
