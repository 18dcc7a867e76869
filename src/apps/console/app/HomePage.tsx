import { Suspense } from 'react'
import { later } from '../../../ui/later.ts'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useSession } from './session.tsx'

const Desk = later(async () => ({ default: (await import('../oversight/DeskPage.tsx')).DeskPage }))
const OperatorHome = later(async () => ({ default: (await import('../trade/OperatorHomePage.tsx')).OperatorHomePage }))

/** The first page: an operator's three big actions, or an officer's queue. */
export function HomePage() {
  const { party } = useSession()
  return <Suspense fallback={<Waiting />}>{party?.kind === 'operator' ? <OperatorHome /> : <Desk />}</Suspense>
}
