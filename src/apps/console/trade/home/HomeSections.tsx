import { Waiting } from '../../../../ui/Waiting.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import { Arrivals } from './Arrivals.tsx'
import { CameBack } from './CameBack.tsx'
import { HeldGoods } from './HeldGoods.tsx'
import { Month } from './Month.tsx'
import { Todos } from './Todos.tsx'
import { useHome } from './useHome.ts'

/** What waits, what is stopped, what came back, what came in, how the month goes: shown when all is known, so that nothing jumps. */
export function HomeSections() {
  const answers = useHome()
  if (!answers.ready)
    return (
      <div className="home-columns">
        <Waiting rows={12} />
        <Waiting rows={6} />
      </div>
    )
  return (
    <div className="home-columns">
      <div>
        <Refusal refusal={answers.refusal} again={answers.again} />
        <HeldGoods answers={answers} />
        <Todos answers={answers} />
        <CameBack answers={answers} />
      </div>
      <div>
        <Month answers={answers} />
        <Arrivals answers={answers} />
      </div>
    </div>
  )
}
