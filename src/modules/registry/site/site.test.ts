import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { makeOperator } from '../../../../test/hold/goods.ts'
import { newId } from '../../../platform/id.ts'
import { plotFacts } from '../index.ts'
import * as api from './schema.ts'

let t: TestApp
let partyId: string
beforeAll(async () => {
  t = await testApp()
  partyId = await makeOperator(t.deps, '460204')
})
afterAll(() => t.close())

const base = { kind: 'base' as const, divisionId: '460204198029' }
const square = (closed: boolean) => ({
  type: 'Polygon' as const,
  coordinates: [
    [[109.5, 18.2], [109.6, 18.2], [109.6, 18.3], ...(closed ? [[109.5, 18.2]] : [[109.5, 18.3]])] as [
      number,
      number,
    ][],
  ],
})

test('a site with its plots: added, changed, listed by name, retired from the inside out', async () => {
  const own = t.as({ partyId })
  const { body: site } = await own(api.createSite, {
    ...base,
    name: '一号基地',
    shape: { type: 'Point', coordinates: [109.5, 18.2] },
  })
  expect(site.divisionNames.slice(0, 3)).toEqual(['海南省', '三亚市', '天涯区'])
  const { siteId } = site
  const plot = { siteId, name: '东地块', areaMu: '12.50', classCode: '0103S01', shape: square(true) }
  const { body: made } = await own(api.createPlot, plot)
  expect(made).toMatchObject({
    siteName: '一号基地',
    areaMu: '12.5',
    className: '芒果',
    classNameEn: 'mango',
    retiredAt: null,
  })
  const { plotId } = made
  expect(await plotFacts(t.db, partyId, plotId)).toMatchObject({ name: '东地块', siteName: '一号基地', retired: false })
  expect((await own(api.createPlot, plot)).body.reason).toBe('constraint.plot_name_unique')
  expect((await own(api.createPlot, { ...plot, name: '北地块' })).status).toBe(200)
  expect((await own(api.listPlots, { siteId })).body.items.map((p) => p.name)).toEqual(['东地块', '北地块'])
  expect((await own(api.editPlot, { ...plot, plotId, areaMu: '13' })).body.areaMu).toBe('13')
  expect((await own(api.editSite, { ...base, siteId, name: '一号基地', address: '示例路' })).body).toMatchObject({
    address: '示例路',
    shape: null,
  })

  expect((await own(api.retireSite, { siteId })).body.reason).toBe('site.has_plots')
  for (const p of (await own(api.listPlots, { siteId })).body.items)
    expect((await own(api.retirePlot, { plotId: p.plotId })).body.retiredAt).not.toBeNull()
  expect((await own(api.retirePlot, { plotId })).body.reason).toBe('plot.retired')
  expect((await own(api.retireSite, { siteId })).body.retiredAt).not.toBeNull()
  expect((await own(api.createPlot, { ...plot, name: '晚了' })).body.reason).toBe('site.retired')
  expect((await own(api.listSites, {})).body.items).toEqual([])
  expect((await plotFacts(t.db, partyId, plotId)).retired).toBe(true)
})

test.each([
  ['an outline that is open', { shape: square(false) }, 'shape.ring_open'],
  ['no area', { areaMu: '0' }, 'quantity.not_positive'],
  ['an area with four decimals', { areaMu: '1.2345' }, 'request.invalid'],
  ['a product class that is none', { classCode: 'nope' }, 'product.class_unknown'],
  ['a site that is not there', { siteId: newId() }, 'site.not_found'],
])('a plot is refused with %s', async (_, over, reason) => {
  const own = t.as({ partyId })
  const { siteId } = (await own(api.createSite, { ...base, name: `基地${newId()}` })).body
  expect((await own(api.createPlot, { siteId, name: 'a', areaMu: '1', ...over })).body.reason).toBe(reason)
})

test('its county sees sites and plots, the neighbour county and another operator do not', async () => {
  const own = t.as({ partyId })
  const { siteId } = (await own(api.createSite, { ...base, name: '看得见' })).body
  const { plotId } = (await own(api.createPlot, { siteId, name: 'a', areaMu: '1' })).body
  const county = (division: string) => t.as({ kind: 'agency', divisions: [division], sectors: ['crop'] })
  expect((await county('460204')(api.listSites, { partyId })).body.items.some((s) => s.siteId === siteId)).toBe(true)
  expect((await county('460204')(api.listPlots, { partyId })).body.items.some((p) => p.plotId === plotId)).toBe(true)
  for (const other of [county('460203'), t.as()]) {
    expect((await other(api.listSites, { partyId })).body.items).toEqual([])
    expect((await other(api.listPlots, { partyId })).body.items).toEqual([])
    expect((await other(api.editPlot, { plotId, siteId, name: 'b', areaMu: '1' })).status).toBe(404)
    expect((await other(api.retirePlot, { plotId })).status).toBe(404)
    expect((await other(api.editSite, { ...base, siteId, name: 'b' })).status).toBe(404)
    expect((await other(api.retireSite, { siteId })).status).toBe(404)
  }
})
