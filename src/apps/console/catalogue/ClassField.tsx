import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listProductClasses, type ProductClass } from '../../../modules/catalogue/schema.ts'
import { useAsk } from '../app/call.ts'
import { useDelayed } from '../registry/useDelayed.ts'

type ClassFieldProps = {
  id?: string
  value?: string | undefined
  onChange?: (code: string | undefined, found?: ProductClass) => void
  onBlur?: () => void
  /** Name of the class that is chosen already. */
  name?: string | null | undefined
  /** Only classes goods can be made of: the second level and below. */
  narrow?: boolean
  clearable?: boolean
}

/** A product class, found by its name, pinyin, initials or code; what it lies in stands beside it. */
export function ClassField(p: ClassFieldProps) {
  const { t, i18n } = useTranslation()
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<{ code: string; name: string }>()
  const q = useDelayed(typed.trim())
  const found = useAsk(listProductClasses, { q, limit: 30 }, { enabled: q !== '', keep: true })
  const nameOf = (c: { name: string; nameEn: string }) => (i18n.language === 'zh' ? c.name : c.nameEn)
  const items = q ? (found.data?.items ?? []).filter((c) => !p.narrow || c.level >= 2) : []
  const current = picked?.code === p.value ? picked?.name : p.name
  const here = p.value ? [{ value: p.value, label: current ?? p.value, above: '' }] : []
  const options = items.map((c) => ({
    value: c.code,
    label: nameOf(c),
    above: c.above.map(nameOf).join(' › '),
  }))
  return (
    <Select
      {...({ id: p.id, onBlur: p.onBlur } as object)}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      placeholder={t('products.class_find')}
      value={p.value ?? null}
      options={q ? options : here}
      optionRender={(o) => (
        <>
          {o.label} <small className="ui-quiet">{o.data.above}</small>
        </>
      )}
      loading={found.isFetching}
      notFoundContent={t(q && !found.isFetching ? 'products.class_none' : 'products.class_type')}
      allowClear={p.clearable ?? false}
      onChange={(code: string | null) => {
        const chosen = items.find((c) => c.code === code)
        if (chosen) setPicked({ code: chosen.code, name: nameOf(chosen) })
        setTyped('')
        p.onChange?.(code ?? undefined, chosen)
      }}
    />
  )
}
