import { useTranslation } from 'react-i18next'
import type { CodeLine, Upload } from '../../../modules/serial/schema.ts'
import { State, type StateKind } from '../../../ui/State.tsx'

const kinds: Readonly<Record<CodeLine['state'], StateKind>> = {
  ...{ issued: 'plain', active: 'good', in: 'good', out: 'info', used: 'plain', void: 'stop' },
}

/** The state of a code. */
export function CodeChip({ state }: { state: CodeLine['state'] }) {
  const { t } = useTranslation()
  return <State kind={kinds[state]}>{t(`codes.state.${state}`)}</State>
}

const uploadKinds: Readonly<Record<Upload['state'], StateKind>> = {
  ...{ waiting: 'wait', reading: 'wait', writing: 'wait', done: 'good', refused: 'stop' },
}

/** How far an upload is. */
export function UploadChip({ state }: { state: Upload['state'] }) {
  const { t } = useTranslation()
  return <State kind={uploadKinds[state]}>{t(`codes.upload_state.${state}`)}</State>
}

/** `最小包装`, `2 级`. */
export function useLevel(): (level: number) => string {
  const { t } = useTranslation()
  return (level) => (level === 1 ? t('codes.level_piece') : t('codes.level_of', { level }))
}

/** The page of a code: codes of GS1 have slashes, so it stands in the query. */
export const pageOf = (code: string): string => `/codes/see?code=${encodeURIComponent(code)}`
