import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { weigh, weightIn } from './scale.ts'

type TakeWeightProps = {
  /** The unit that the field stands at, and those it can take. */
  unit: string | undefined
  units: readonly string[]
  onWeight: (quantity: string, unit: string) => void
}

/** Asks the scale at this computer and puts what lies on it into the field, in the field's unit where that is a mass. */
export default function TakeWeight({ unit, units, onWeight }: TakeWeightProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState<string>()
  const take = async () => {
    setAsking(true)
    setFault(undefined)
    const weight = await weigh()
    setAsking(false)
    if (typeof weight === 'string') return setFault(t(`ui.scale.${weight}`))
    const taken = weightIn(weight, unit, units)
    if (!taken) return setFault(t('ui.scale.no_mass'))
    onWeight(taken.quantity, taken.unit)
  }
  return (
    <div className="no-print">
      <Button loading={asking} onClick={() => void take()}>
        {t('ui.scale.take')}
      </Button>
      {fault && (
        <p className="ui-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
