import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCode } from '../kernel/code.ts'
import { CodeField } from './CodeField.tsx'
import './codebox.css'

type CodeBoxProps = {
  label: string
  placeholder?: string
  /** What the button says. */
  verb: string
  /** Digits of a code of ours; a scan does it at once. */
  onCode: (code: string) => void
  waiting?: boolean
  /** What came of it: a refusal, "nothing waits with this code". */
  children?: ReactNode
}

/** Scan or type a code, and go where it leads. What is no code of ours is said before anything is asked. */
export function CodeBox({ label, placeholder, verb, onCode, waiting = false, children }: CodeBoxProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string>()
  const done = (value: string) => {
    if (!value.trim()) return
    const parsed = parseCode(value)
    setFault(parsed.ok ? undefined : t('ui.code.fault', { why: t(parsed.reason) }))
    if (parsed.ok) onCode(parsed.code)
  }
  return (
    <search className="ui-codebox no-print">
      <div className={text ? 'ui-codebox-line' : 'ui-codebox-line ui-codebox-blank'}>
        <CodeField
          label={label}
          placeholder={placeholder ?? label}
          value={text}
          onChange={(value) => {
            setText(value)
            setFault(undefined)
          }}
          onDone={done}
        />
        <Button loading={waiting} onClick={() => done(text)}>
          {verb}
        </Button>
      </div>
      {fault && (
        <p className="ui-fault" role="alert">
          {fault}
        </p>
      )}
      {children}
    </search>
  )
}
