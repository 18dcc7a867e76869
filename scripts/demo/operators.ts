import { creditCodeCheckCharacter } from '../../src/kernel/credit-code.ts'
import type { Facts } from '../../src/modules/registry/facts/schema.ts'
import {
  approveFiling,
  registerOperator,
  rejectFiling,
  returnFiling,
  submitFiling,
} from '../../src/modules/registry/filing/schema.ts'
import { type Agencies, type Place, places } from './agencies.ts'
import { addLicence } from './paper.ts'
import { demoPassword, type Person, signedIn, visitor } from './people.ts'

type Kind = Pick<Facts, 'form' | 'role'> & { sectors: string[] }
const kind = (form: Facts['form'], role: Facts['role'], ...sectors: string[]): Kind => ({ form, role, sectors })

/** login · name · where · what. Every organisation is invented; the word 示例 stands in each name. */
const list = [
  ['mango1', '示例崖州芒果种植专业合作社', 'yazhou', kind('cooperative', 'producer', 'crop')],
  ['mango2', '示例南山芒果园', 'yazhou', kind('family_farm', 'producer', 'crop')],
  ['mango3', '示例崖城果农甲', 'yazhou', kind('individual', 'producer', 'crop')],
  ['mango4', '示例崖城果农乙', 'yazhou', kind('individual', 'producer', 'crop')],
  ['mango5', '示例陵水热带水果有限公司', 'lingshui', kind('enterprise', 'producer', 'crop')],
  ['mango6', '示例英州芒果家庭农场', 'lingshui', kind('family_farm', 'producer', 'crop')],
  ['fruitbuyer', '示例三亚果品收购站', 'yazhou', kind('purchaser', 'trader', 'crop')],
  ['fruitpack', '示例琼南果品包装有限公司', 'yazhou', kind('enterprise', 'both', 'crop')],
  ['dried', '示例海南果干食品有限公司', 'meilan', kind('enterprise', 'both', 'crop')],
  ['veg1', '示例澄迈瓜菜专业合作社', 'chengmai', kind('cooperative', 'producer', 'crop')],
  ['veg2', '示例金江菜篮子基地有限公司', 'chengmai', kind('enterprise', 'producer', 'crop')],
  ['veg3', '示例金江菜农甲', 'chengmai', kind('individual', 'producer', 'crop')],
  ['veg4', '示例金江菜农乙', 'chengmai', kind('individual', 'producer', 'crop')],
  ['veg5', '示例那大蔬菜家庭农场', 'danzhou', kind('family_farm', 'producer', 'crop')],
  ['veg6', '示例儋州辣椒专业合作社', 'danzhou', kind('cooperative', 'producer', 'crop', 'farm_input')],
  ['cleanveg', '示例海口净菜配送有限公司', 'meilan', kind('enterprise', 'both', 'crop')],
  ['vegbuyer', '示例澄迈瓜菜收购站', 'chengmai', kind('purchaser', 'trader', 'crop')],
  ['pig1', '示例澄迈生猪养殖有限公司', 'chengmai', kind('enterprise', 'producer', 'livestock')],
  ['pig2', '示例瑞溪养猪家庭农场', 'chengmai', kind('family_farm', 'producer', 'livestock')],
  ['pig3', '示例儋州养殖专业合作社', 'danzhou', kind('cooperative', 'producer', 'livestock')],
  ['slaughter1', '示例澄迈定点屠宰厂', 'chengmai', kind('slaughterhouse', 'both', 'livestock')],
  ['slaughter2', '示例儋州定点屠宰厂', 'danzhou', kind('slaughterhouse', 'both', 'livestock')],
  ['cuts', '示例海口分割肉品有限公司', 'meilan', kind('enterprise', 'both', 'livestock')],
  ['meatstall', '示例美兰菜市场肉类档口', 'meilan', kind('enterprise', 'trader', 'livestock')],
  ['fish1', '示例儋州罗非鱼养殖有限公司', 'danzhou', kind('enterprise', 'producer', 'fishery')],
  ['fish2', '示例和庆罗非鱼养殖专业合作社', 'danzhou', kind('cooperative', 'producer', 'fishery')],
  ['fish3', '示例澄迈鱼塘养殖户甲', 'chengmai', kind('individual', 'producer', 'fishery')],
  ['fillet', '示例澄迈水产加工有限公司', 'chengmai', kind('enterprise', 'both', 'fishery')],
  ['coldstore', '示例老城冷链仓储有限公司', 'chengmai', kind('enterprise', 'trader', 'fishery', 'livestock', 'crop')],
  ['wholesale1', '示例海口果蔬批发市场商行', 'meilan', kind('enterprise', 'trader', 'crop')],
  [
    'wholesale2',
    '示例海口综合批发商行',
    'meilan',
    kind('enterprise', 'trader', 'crop', 'livestock', 'fishery', 'food'),
  ],
  ['market1', '示例美兰生鲜超市一店', 'meilan', kind('enterprise', 'trader', 'crop', 'livestock', 'fishery', 'food')],
  ['market2', '示例三亚生鲜超市', 'yazhou', kind('enterprise', 'trader', 'crop', 'livestock', 'fishery')],
  ['market3', '示例澄迈惠民超市', 'chengmai', kind('enterprise', 'trader', 'crop', 'livestock', 'fishery')],
  ['canteen1', '示例中学食堂', 'meilan', kind('enterprise', 'trader', 'crop', 'livestock', 'fishery')],
  ['canteen2', '示例医院营养餐厅', 'chengmai', kind('enterprise', 'trader', 'crop', 'livestock', 'fishery')],
  ['restaurant', '示例崖州海鲜餐厅', 'yazhou', kind('enterprise', 'trader', 'fishery', 'crop')],
  ['inputs', '示例澄迈农资经营部', 'chengmai', kind('enterprise', 'input_dealer', 'crop', 'farm_input')],
  ['liftmaker', '示例电梯制造有限公司', 'meilan', kind('enterprise', 'producer', 'special_equipment')],
  ['liftbody', '示例特种设备检验所', 'meilan', kind('enterprise', 'both', 'special_equipment')],
  ['liftuser', '示例崖州物业服务有限公司', 'yazhou', kind('enterprise', 'both', 'special_equipment')],
  ['liftkeeper', '示例电梯维保有限公司', 'yazhou', kind('enterprise', 'both', 'special_equipment')],
  ['gasfiller', '示例崖州燃气充装站', 'yazhou', kind('enterprise', 'both', 'special_equipment')],
  ['pestmaker', '示例海南农药制造有限公司', 'meilan', kind('enterprise', 'producer', 'farm_input')],
  ['sauce', '示例海口辣椒制品有限公司', 'meilan', kind('enterprise', 'both', 'food', 'crop')],
  ['expmaker', '示例民爆器材制造有限公司', 'meilan', kind('enterprise', 'producer', 'hazardous')],
  ['blastco', '示例澄迈爆破工程有限公司', 'chengmai', kind('enterprise', 'both', 'hazardous')],
  ['drugmaker', '示例海南制药有限公司', 'meilan', kind('enterprise', 'producer', 'drug')],
  ['drugtrade', '示例海口医药批发有限公司', 'meilan', kind('enterprise', 'trader', 'drug')],
  ['hospital', '示例澄迈医院', 'chengmai', kind('enterprise', 'both', 'drug')],
  ['cdc', '示例澄迈疾病预防控制中心', 'chengmai', kind('enterprise', 'both', 'drug')],
] as const satisfies readonly (readonly [string, string, Place, Kind])[]
export type OperatorKey = (typeof list)[number][0]
export type Operators = Record<OperatorKey, Person>

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** An identity number of nobody: the unassigned order numbers 990–999 of a birthday, check digit right (GB 11643). */
function exampleIdentityNumber(n: number, county: string): string {
  const first = `${county}1970010199${n % 10}`
  const sum = [...first].reduce((s, d, i) => s + Number(d) * weights[i]!, 0)
  return first + '10X98765432'[sum % 11]
}

function facts(index: number, name: string, place: Place, k: Kind): Facts {
  const { county, town } = places[place]
  const personal = k.form === 'individual'
  // organisation code part 'DEMO…': no registrar gives one
  const credit = `9${personal ? '2' : '1'}${county}DEMA${String(index).padStart(5, '0')}`
  return {
    ...k,
    name,
    divisionId: town,
    address: '示例路 1 号',
    contactName: '示例联系人',
    mobile: `1380000${String(index).padStart(4, '0')}`,
    attributes: [],
    ...(personal
      ? { identityNumber: exampleIdentityNumber(index, county) }
      : { creditCode: credit + creditCodeCheckCharacter(credit), legalRepresentative: '示例负责人' }),
  }
}

/**
 * Registers everybody as they would themselves, has them approved by the agency that reviews there, and signs them in;
 * with `only`, those and nobody who waits or is refused.
 */
export async function makeOperators(
  origin: string,
  agencies: Agencies,
  onProgress: (what: string) => void,
  only?: readonly OperatorKey[],
): Promise<Operators> {
  const open = visitor(origin)
  const made = new Map<string, Person>()
  const register = (
    login: string,
    index: number,
    name: string,
    place: Place,
    k: Kind,
    over: Partial<Facts> = {},
    draft = false,
  ) =>
    open(registerOperator, {
      login,
      password: demoPassword,
      facts: { ...facts(index, name, place, k), ...over },
      draft,
    })
  const approved = async ([login, name, place, k]: (typeof list)[number], index: number) => {
    const filing = await register(login, index + 1, name, place, k)
    await agencies.reviewer[place].call(approveFiling, filing)
    made.set(login, await signedIn(origin, login, demoPassword))
  }
  const wanted = [...list.entries()].filter(([, [login]]) => !only || only.includes(login))
  // two at a time: half the waiting is for password hashing, on two cores
  for (let i = 0; i < wanted.length; i += 2) {
    await Promise.all(wanted.slice(i, i + 2).map(([n, one]) => approved(one, n)))
    if (i % 4 === 0) onProgress(`operators ${i}/${wanted.length}`)
  }
  const operators = Object.fromEntries(made) as Operators
  if (only) return operators
  // one that waits has brought its licence along, as the console asks for it
  const farm = kind('family_farm', 'producer', 'crop')
  await register('waiting1', 61, '示例永发荔枝园', 'chengmai', farm, {}, true)
  const applicant = await signedIn(origin, 'waiting1', demoPassword)
  await addLicence(origin, applicant)
  await applicant.call(submitFiling, {})
  const early = facts(62, '示例老城水产', 'chengmai', kind('enterprise', 'producer', 'fishery'))
  // an early legal code whose check character fails: a warning to the reviewer, no refusal
  const wrong = early.creditCode!.slice(0, 17) + (early.creditCode!.endsWith('A') ? 'B' : 'A')
  await register('waiting2', 62, early.name, 'chengmai', kind('enterprise', 'producer', 'fishery'), {
    creditCode: wrong,
  })
  const refused = await register('rejected', 63, '示例重复登记果园', 'yazhou', kind('enterprise', 'producer', 'crop'))
  await agencies.reviewer.yazhou.call(rejectFiling, {
    ...refused,
    reasons: ['duplicate'],
    note: '与已登记主体为同一单位',
  })
  const returned = await register(
    'returned',
    64,
    '示例材料不全菜场',
    'chengmai',
    kind('enterprise', 'producer', 'crop'),
  )
  await agencies.reviewer.chengmai.call(returnFiling, { ...returned, reasons: ['licence_unclear'] })
  return operators
}
