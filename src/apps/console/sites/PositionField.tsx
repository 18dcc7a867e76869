import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { showDivision } from '../../../modules/identity/division/schema.ts'
import type { Shape } from '../../../modules/registry/site/schema.ts'
import { MapPicker, type Position } from '../../../ui/MapPicker.tsx'
import { useAsk } from '../app/call.ts'
import { useOutline } from '../registry/outlines.ts'

/** The point a shape is; an outline has none to show. */
export const positionOf = (shape: Shape | null | undefined): Position | undefined =>
  shape?.type === 'Point' ? { longitude: shape.coordinates[0], latitude: shape.coordinates[1] } : undefined

/** The shape to keep: the point that was picked; an outline drawn elsewhere stays where no point is picked. */
export function shapeOf(position: Position | undefined, before: Shape | null | undefined): Shape | undefined {
  if (position) return { type: 'Point', coordinates: [position.longitude, position.latitude] }
  return before?.type === 'Polygon' ? before : undefined
}

type PositionFieldProps = {
  divisionId: string | undefined
  /** An outline was drawn: a point would take its place. */
  outlined?: boolean
}

/** Where it lies, on the map of its province where one ships. */
export function PositionField({ divisionId, outlined = false }: PositionFieldProps) {
  const { t } = useTranslation()
  const chosen = useAsk(showDivision, { divisionId: divisionId ?? '' }, { enabled: Boolean(divisionId), keep: true })
  const division = divisionId ? chosen.data?.division : undefined
  const path = division ? [...division.above, division] : []
  const outline = useOutline(path.map((d) => d.divisionId))
  if (!divisionId) return null
  return (
    <Form.Item name="position" label={t('sites.position')} extra={outlined ? t('sites.outlined') : undefined}>
      <MapPicker outline={outline} within={path.map((d) => d.name)} />
    </Form.Item>
  )
}
