import { AimOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import { Suspense, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { later } from './later.ts'
import type { Outline, Position } from './place.ts'

export type { Outline, Position } from './place.ts'

const OutlineMap = later(() => import('./OutlineMap.tsx'))

type MapPickerProps = {
  id?: string
  value?: Position | undefined
  onChange?: (value: Position | undefined) => void
  /** To point at. Null: there is none, and the part says so. Absent: it is not known yet which. */
  outline?: Outline | null | undefined
  /** The units of the outline in which the place lies, by name: marked, and where the map begins. */
  within?: readonly string[]
}

/** Six decimals of a degree are a tenth of a metre: nothing here is known better. */
const rounded = (n: number) => Math.round(n * 1e6) / 1e6
type Typed = { [K in keyof Position]?: Position[K] | undefined }
const complete = (p: Typed): p is Position => p.longitude !== undefined && p.latitude !== undefined

/** A place: by a touch on an outline, from the device, or typed. */
export function MapPicker({ id, value, onChange, outline, within = [] }: MapPickerProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Typed>({})
  const [fault, setFault] = useState<string>()
  const [seeking, setSeeking] = useState(false)
  const shown: Typed = value ?? typed
  const set = (p: Position) => {
    setFault(undefined)
    onChange?.({ longitude: rounded(p.longitude), latitude: rounded(p.latitude) })
  }
  const type = (change: Typed) => {
    const next = { ...shown, ...change }
    setTyped(next)
    if (complete(next)) set(next)
    else if (value) onChange?.(undefined)
  }
  const seek = () => {
    setSeeking(true)
    setFault(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setSeeking(false)
        set(coords)
      },
      (err) => {
        setSeeking(false)
        setFault(t(err.code === err.PERMISSION_DENIED ? 'ui.map.denied' : 'ui.map.not_found'))
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }
  return (
    <div className="ui-map" {...(id ? { id } : {})}>
      {outline ? (
        <Suspense fallback={<div className="ui-map-canvas" />}>
          <OutlineMap outline={outline} within={within} value={value} onPick={set} />
        </Suspense>
      ) : (
        <div className="ui-map-canvas ui-map-none">{outline === null && <p>{t('ui.map.no_outline')}</p>}</div>
      )}
      <p className="ui-help">{t('ui.map.sketch')}</p>
      <div className="ui-map-bar">
        <Degrees word="ui.map.longitude" most={180} value={shown.longitude} onChange={(n) => type({ longitude: n })} />
        <Degrees word="ui.map.latitude" most={90} value={shown.latitude} onChange={(n) => type({ latitude: n })} />
        <Button icon={<AimOutlined />} loading={seeking} disabled={!('geolocation' in navigator)} onClick={seek}>
          {t('ui.map.mine')}
        </Button>
        {value && (
          <Button
            type="text"
            icon={<DeleteOutlined />}
            onClick={() => {
              setTyped({})
              onChange?.(undefined)
            }}
          >
            {t('ui.map.clear')}
          </Button>
        )}
      </div>
      {fault && (
        <p className="ui-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}

type DegreesProps = {
  word: string
  most: number
  value: number | undefined
  onChange: (n: number | undefined) => void
}

function Degrees({ word, most, value, onChange }: DegreesProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="ui-map-degrees">
      <label htmlFor={id}>{t(word)}</label>
      <InputNumber
        id={id}
        min={-most}
        max={most}
        precision={6}
        controls={false}
        value={value ?? null}
        onChange={(n) => onChange(n ?? undefined)}
      />
    </div>
  )
}
