/** WGS 84, degrees. */
export type Position = { longitude: number; latitude: number }

/** Outlines under a name of their own; `data` is GeoJSON as ECharts reads it, with `name` and the centre `cp`. */
export type Outline = {
  name: string
  data: object
  /** The part that fills the map at first: north-west and south-east corner, longitude before latitude. */
  bounds?: [[number, number], [number, number]]
}
