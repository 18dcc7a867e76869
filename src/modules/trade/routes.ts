import type { FastifyInstance } from 'fastify'
import type { Unit } from '../../kernel/unit.ts'
import { type Deps, mount, mountRaw } from '../../platform/http.ts'
import { type Printer, sendPdf } from '../label/index.ts'
import { findBuyers } from './transfer/buyer.ts'
import { listTransfersOf, requireTransfer } from './transfer/queries.ts'
import * as transfer from './transfer/schema.ts'
import { dispatchGoods, receiveGoods, refuseTransfer, returnTransfer, withdrawTransfer } from './transfer/service.ts'
import { listVouchersOf, requireVoucher } from './voucher/queries.ts'
import * as voucher from './voucher/schema.ts'
import { sellToMarket, voidVoucher } from './voucher/service.ts'

export function tradeRoutes(app: FastifyInstance, deps: Deps, printer: Printer): void {
  mount(app, deps, transfer.findBuyer, async (ctx, { q }) => ({ items: await findBuyers(ctx, q) }))
  mount(app, deps, transfer.dispatchGoods, (ctx, i) => dispatchGoods(ctx, deps.sealer, i))
  mount(app, deps, transfer.receiveGoods, (ctx, i) => receiveGoods(ctx, deps.sealer, i))
  mount(app, deps, transfer.refuseTransfer, refuseTransfer)
  mount(app, deps, transfer.returnTransfer, returnTransfer)
  mount(app, deps, transfer.withdrawTransfer, withdrawTransfer)
  mount(app, deps, transfer.listTransfers, listTransfersOf)
  mount(app, deps, transfer.getTransfer, (ctx, { sellerId, transferId }) => requireTransfer(ctx, sellerId, transferId))

  mount(app, deps, voucher.sellToMarket, (ctx, i) => sellToMarket(ctx, deps.sealer, i))
  mount(app, deps, voucher.voidVoucher, voidVoucher)
  mount(app, deps, voucher.listVouchers, ({ db, actor }, f) => listVouchersOf(db, actor, f))
  mount(app, deps, voucher.getVoucher, ({ db, actor }, { partyId, voucherId }) =>
    requireVoucher(db, actor, partyId ?? actor.partyId, voucherId),
  )
  mountRaw(app, deps, voucher.voucherPdf, async ({ db, actor }, input, reply) => {
    const v = await requireVoucher(db, actor, input.partyId ?? actor.partyId, input.voucherId)
    const certificates = [...new Set(v.lines.flatMap((l) => l.certificates))]
    const document = await printer.renderDocument('voucher', {
      language: input.language ?? v.language,
      platformOrigin: deps.config.origin,
      code: v.code,
      seller: { name: v.sellerName, subjectCode: v.subjectCode ?? undefined },
      buyer: { name: v.buyerName },
      destination: v.destination ?? undefined,
      vehicle: v.vehicle ?? undefined,
      soldAt: v.soldAt,
      // one number fits on the form; several are shown on scan
      certificateCode: certificates.length === 1 ? certificates[0] : undefined,
      voided: v.voidedAt === null ? undefined : { at: v.voidedAt, reason: v.voidReason ?? undefined },
      lines: v.lines.map((l) => ({
        product: l.productName ?? '',
        batchCode: l.batchCode ?? undefined,
        placeOfOrigin: l.origin ?? undefined,
        quantity: { amount: l.quantity, unit: l.unit as Unit },
      })),
    })
    return sendPdf(reply, document, `voucher-${v.code}.pdf`)
  })
}
