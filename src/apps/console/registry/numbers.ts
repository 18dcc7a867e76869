import type { FormRule } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCreditCode } from '../../../kernel/credit-code.ts'
import { parseIdentityNumber } from '../../../kernel/identity-number.ts'
import { checkRegistration } from '../../../modules/registry/filing/schema.ts'
import { chinaToday } from '../../../ui/format.ts'
import { call } from '../app/call.ts'

type Field = 'creditCode' | 'identityNumber'

/**
 * Credit code and identity number, checked when one leaves the field: their structure here, and by the server whether
 * somebody has registered with them. `own`: numbers that are one's own already. What is a hint only is in `warnings`.
 */
export function useNumberRules(own: readonly (string | undefined)[] = []) {
  const { t } = useTranslation()
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const asked = useRef(new Map<string, Promise<string | undefined>>())
  /** Asked once a number; who asks too often or has no line is told when handing in. */
  const taken = (field: Field, number: string) => {
    const key = `${field} ${number}`
    const before = asked.current.get(key)
    if (before) return before
    const answer = call(checkRegistration, { [field]: number }).then(
      (a) => a[field]?.reason,
      () => {
        asked.current.delete(key)
        return undefined
      },
    )
    asked.current.set(key, answer)
    return answer
  }
  const refuse = async (field: Field, number: string) => {
    if (own.includes(number)) return
    const reason = await taken(field, number)
    if (reason) throw new Error(t(reason))
  }
  const creditCode: FormRule = {
    validator: async (_, value?: string) => {
      setWarnings([])
      if (!value) return
      const parsed = parseCreditCode(value)
      if (!parsed.ok) throw new Error(t(parsed.reason))
      setWarnings(parsed.warnings)
      await refuse('creditCode', parsed.code)
    },
  }
  const identityNumber: FormRule = {
    validator: async (_, value?: string) => {
      if (!value) return
      const parsed = parseIdentityNumber(value, chinaToday())
      if (!parsed.ok) throw new Error(t(parsed.reason))
      await refuse('identityNumber', parsed.identityNumber)
    },
  }
  return { creditCode, identityNumber, warnings }
}
