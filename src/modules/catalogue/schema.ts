import * as z from 'zod'
import { UNITS, type Unit } from '../../kernel/unit.ts'
import { command, query } from '../../platform/endpoint.ts'
import { CivilDate } from '../identity/schema.ts'
import { overlayEndpoints } from './overlay/schema.ts'
import { tracedEndpoints } from './traced/schema.ts'

export const UnitKey = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]]).meta({ id: 'Unit' })

/** Does the commitment certificate 承诺达标合格证 cover the class? `depends`: decide at a class below it. */
export const CertificateCover = z.enum(['covered', 'not_covered', 'depends']).meta({ id: 'CertificateCover' })
export type CertificateCover = z.infer<typeof CertificateCover>

export const ProductClass = z
  .object({
    code: z.string(),
    parentCode: z.string().nullable(),
    level: z.int(),
    name: z.string(),
    nameEn: z.string(),
    /** Names of the classes above, from the top. */
    above: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
    sector: z.string(),
    unit: UnitKey,
    certificate: CertificateCover,
    /** Where the class comes from: a standard, or `suyuan` for ours. */
    source: z.string(),
    /** Compared with the standard itself. */
    verified: z.boolean(),
  })
  .meta({ id: 'ProductClass' })
export type ProductClass = z.infer<typeof ProductClass>

export const Product = z
  .object({
    partyId: z.uuid(),
    productId: z.uuid(),
    name: z.string(),
    /** What tells it apart from its like: grade, size, pack; empty when nothing does. */
    spec: z.string(),
    classCode: z.string(),
    className: z.string(),
    classNameEn: z.string(),
    unit: UnitKey,
    sector: z.string(),
    profile: z.string(),
    certificate: CertificateCover,
    createdAt: z.string(),
    changedAt: z.string(),
    retiredAt: z.string().nullable(),
  })
  .meta({ id: 'Product' })
export type Product = z.infer<typeof Product>

export const Substance = z
  .object({
    substance: z.string(),
    kind: z.string(),
    status: z.enum(['banned', 'restricted']),
    /** Prefixes of product class codes on which a restricted one may not be used. */
    forbiddenOn: z.array(z.string()),
    forbiddenOnText: z.string().nullable(),
    otherNames: z.array(z.string()),
    /** Other substances whose name contains this one's. */
    notToConfuseWith: z.array(z.string()),
    /** Civil dates: first day of the ban (null: always), first day after it (null: none). */
    from: z.string().nullable(),
    to: z.string().nullable(),
    basis: z.string(),
    /** How sure we are of the row: shown wherever the row is shown. */
    confidence: z.string(),
  })
  .meta({ id: 'Substance' })
export type Substance = z.infer<typeof Substance>

const ProductId = z.object({ productId: z.uuid() })
const ProductWords = z.object({
  name: z.string().trim().min(1).max(100),
  spec: z.string().trim().max(100).default(''),
  classCode: z.string().min(1).max(20),
  unit: UnitKey,
})
export type ProductWords = z.output<typeof ProductWords>

export const listProductClasses = query({
  name: 'listProductClasses',
  path: '/api/product-classes',
  permission: 'public',
  summary: { zh: '查找产品分类', en: 'Find product classes' },
  input: z.object({
    /** Chinese or English name, pinyin, initials, or the beginning of a code. */
    q: z.string().trim().max(50).optional(),
    /** Only classes directly below this one; `-` for the top. Ignored with `q`. */
    parent: z.string().max(20).optional(),
    sector: z.string().max(40).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(ProductClass) }),
})

export const listSubstances = query({
  name: 'listSubstances',
  path: '/api/substances',
  permission: 'public',
  summary: { zh: '禁用限用投入品名录', en: 'Banned and restricted substances' },
  input: z.object({
    q: z.string().trim().max(50).optional(),
    /** In force on this civil date; today when absent. */
    date: CivilDate.optional(),
    status: z.enum(['banned', 'restricted']).optional(),
  }),
  output: z.object({ items: z.array(Substance) }),
})

export const listProducts = query({
  name: 'listProducts',
  path: '/api/products',
  permission: 'product:read',
  summary: { zh: '主体的产品', en: 'Products of an operator' },
  input: z.object({
    /** Whose; one's own when absent. */
    partyId: z.uuid().optional(),
    q: z.string().trim().max(50).optional(),
    retired: z.enum(['no', 'only']).default('no'),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Product), nextCursor: z.string().nullable() }),
})

export const findProduct = query({
  name: 'findProduct',
  path: '/api/products/:productId',
  permission: 'product:read',
  summary: { zh: '产品', en: 'A product' },
  input: ProductId.extend({ partyId: z.uuid().optional() }),
  output: Product,
})

export const createProduct = command({
  name: 'createProduct',
  path: '/api/products',
  permission: 'product:manage',
  summary: { zh: '新增产品', en: 'Add a product' },
  input: ProductWords,
  output: Product,
})

export const editProduct = command({
  name: 'editProduct',
  path: '/api/products/:productId/edit',
  permission: 'product:manage',
  summary: { zh: '修改产品', en: 'Change a product' },
  input: ProductWords.extend(ProductId.shape),
  output: Product,
})

export const retireProduct = command({
  name: 'retireProduct',
  path: '/api/products/:productId/retire',
  permission: 'product:manage',
  summary: { zh: '停用产品', en: 'Retire a product' },
  input: ProductId,
  output: Product,
})

export const catalogueEndpoints = [
  listProductClasses,
  listSubstances,
  listProducts,
  findProduct,
  createProduct,
  editProduct,
  retireProduct,
  ...tracedEndpoints,
  ...overlayEndpoints,
]
