import { Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ProfileEvent } from '../../../../kernel/profile.ts'
import { UNITS } from '../../../../kernel/unit.ts'
import { type InputPurchase, listInputPurchases } from '../../../../modules/production/input/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { Together } from '../../../../ui/Together.tsx'
import { groupDigits, whenText } from '../../../../ui/values.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { BannedNotice } from './BannedNotice.tsx'
import type { ControlProps } from './control.ts'
import { InputTyped } from './InputTyped.tsx'
import { usePlots } from './PlotField.tsx'
import { useAll } from './useAll.ts'
import { useBanned } from './useBanned.ts'
import { type InputDraft, substancesOf } from './values.ts'

const inSight = 4
const typed = '-'

/** An input: one of those bought, with what is left of it, or typed from the label. */
export function InputField(p: ControlProps<'input', InputDraft>) {
  const { t, i18n } = useTranslation()
  const { field, id, label, value, onChange, onBlur, last } = p
  const [sought, setSought] = useState('')
  const pick = usePick(p.event, onChange)
  const { rows, ready } = useAll(listInputPurchases, {})
  const kinds: readonly string[] | undefined = field.inputKinds
  const usable = rows.filter((r) => !r.voidedAt && (!kinds || kinds.includes(r.kind)))
  const banned = useBannedHere(value)
  if (!ready && !value?.name) return <Waiting rows={3} />

  const used = (last as InputDraft[]).map((v) => v.name)
  const fits = (r: InputPurchase) =>
    [r.name, r.registrationNumber, r.source].some((x) => x?.toLowerCase().includes(sought.trim().toLowerCase()))
  const found = [...usable].sort((a, b) => order(used, a) - order(used, b)).filter(fits)
  const shown = found.filter((r, i) => i < inSight || r.purchaseId === value?.purchaseId)
  const facts = (r: InputPurchase) =>
    [
      t('production.input.left_of', {
        left: groupDigits(r.left),
        unit: UNITS[r.unit].names[i18n.language as Language],
      }),
      r.registrationNumber,
      t('production.input.bought_from', { source: r.source, on: whenText(r.boughtOn, i18n.language) }),
    ]
      .filter(Boolean)
      .join(' · ')
  const options = [
    ...shown.map((r) => ({ value: r.purchaseId, label: r.name, note: facts(r) })),
    { value: typed, label: t('production.input.not_bought') },
  ]
  // what was typed, or kept in a draft whose purchase is no longer there
  const byHand = value !== undefined && !usable.some((r) => r.purchaseId === value.purchaseId)
  const chosen = byHand ? typed : value?.purchaseId
  return (
    <Together className="profile-input" onLeave={onBlur}>
      {usable.length > 0 && (
        <>
          {usable.length > inSight && (
            <Input
              type="search"
              aria-label={t('production.input.find')}
              placeholder={t('production.input.find')}
              value={sought}
              allowClear
              onChange={(e) => setSought(e.target.value)}
            />
          )}
          <Choices
            rows
            id={id}
            label={label}
            options={options}
            faulty={Boolean(p['aria-invalid'])}
            describedBy={p['aria-describedby']}
            value={chosen}
            onChange={(v) => (v === typed ? onChange?.({}) : pick(usable.find((r) => r.purchaseId === v)!))}
          />
        </>
      )}
      {(byHand || usable.length === 0) && (
        <InputTyped
          {...(usable.length === 0 && id ? { id } : {})}
          label={label}
          kinds={field.inputKinds ?? []}
          value={value ?? {}}
          onChange={(v) => onChange?.(v)}
        />
      )}
      {usable.length === 0 && (
        <Link className="profile-buy" to="/production/inputs/new">
          {t('production.input.buy_first')}
        </Link>
      )}
      <BannedNotice input={value?.name ?? ''} found={banned} />
    </Together>
  )
}

/** Those used last, then those of which some is left; within, the newest purchase first, as they come. */
function order(used: readonly unknown[], r: InputPurchase): number {
  const at = used.indexOf(r.name)
  return (at < 0 ? used.length : at) + (Number(r.left) > 0 ? 0 : 100)
}

/** Takes a purchase into the form: the input itself, and its maker and batch where the form asks for them. */
function usePick(event: ProfileEvent, onChange: ((v: InputDraft) => void) | undefined) {
  const form = Form.useFormInstance()
  return (r: InputPurchase) => {
    onChange?.({
      purchaseId: r.purchaseId,
      name: r.name,
      kind: r.kind,
      source: r.source,
      ...(r.registrationNumber ? { registrationNumber: r.registrationNumber } : {}),
      ...(r.substances.length ? { substances: r.substances.join(', ') } : {}),
    })
    const more = { maker: r.maker, purchase_batch: r.batchNo }
    for (const [key, text] of Object.entries(more)) {
      if (text && event.fields.some((f) => f.key === key)) form.setFieldValue(['fields', key], text)
    }
  }
}

function useBannedHere(value: InputDraft | undefined) {
  const form = Form.useFormInstance()
  const on = Form.useWatch(['fields', 'used_on'], form) as string | undefined
  const plot = Form.useWatch(['fields', 'plot'], form) as string | string[] | undefined
  const { rows } = usePlots()
  const there = [plot ?? []].flat()
  const classCodes = rows.filter((r) => there.includes(r.plotId)).flatMap((r) => r.classCode ?? [])
  return useBanned({ name: value?.name, substances: substancesOf(value?.substances) }, on, classCodes)
}
