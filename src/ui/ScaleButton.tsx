import { Suspense } from 'react'
import { later } from './later.ts'
import { hasScale, weightUnits } from './scale.ts'

const TakeWeight = later(() => import('./TakeWeight.tsx'))

type ScaleButtonProps = {
  unit: string | undefined
  units: readonly string[]
  onWeight: (quantity: string, unit: string) => void
}

/** Beside a quantity: takes it from the scale at this computer, where one was said to stand and the unit is a mass. */
export function ScaleButton(p: ScaleButtonProps) {
  const weighs = p.units.some((u) => (weightUnits as readonly string[]).includes(u))
  if (!weighs || !hasScale()) return null
  return (
    <Suspense>
      <TakeWeight {...p} />
    </Suspense>
  )
}
