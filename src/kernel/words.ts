import type { CodeKind, CodeReason } from './code.ts'
import type { CreditCodeReason } from './credit-code.ts'
import type { FieldReason } from './field-values.ts'
import type { IdentityNumberReason } from './identity-number.ts'
import type { Names } from './names.ts'
import type { QuantityReason } from './quantity.ts'

type Reason =
  | CodeReason
  | CreditCodeReason
  | 'credit_code.wrong_check_character'
  | IdentityNumberReason
  | QuantityReason
  | FieldReason

/** A sentence in both languages for every reason the kernel gives, and a word for every kind of code. */
export const words = {
  'code.other_address': { zh: '这不是追溯码的网址', en: 'This address is not that of a trace code' },
  'code.not_digits': { zh: '追溯码只有数字', en: 'A trace code consists of digits only' },
  'code.wrong_length': { zh: '追溯码应为20位数字', en: 'A trace code has 20 digits' },
  'code.unknown_version': { zh: '不是本平台的编码版本', en: 'This version of code is not one of ours' },
  'code.unknown_kind': { zh: '没有这一类追溯码', en: 'There is no such kind of code' },
  'code.wrong_check_digit': {
    zh: '追溯码有一位或几位输入错误,请核对',
    en: 'A digit of the code is wrong, please compare it again',
  },
  'credit_code.wrong_length': { zh: '统一社会信用代码应为18位', en: 'A unified social credit code has 18 characters' },
  'credit_code.wrong_character': {
    zh: '统一社会信用代码含有不允许的字符(不用 I、O、S、V、Z)',
    en: 'The credit code has a character that is not allowed (I, O, S, V, Z are not used)',
  },
  'credit_code.no_division': {
    zh: '统一社会信用代码第3至8位应为数字(登记机关行政区划)',
    en: 'Characters 3 to 8 of a credit code are digits (division of registration)',
  },
  'credit_code.wrong_check_character': {
    zh: '统一社会信用代码校验位不符,请对照执照核实(部分早期代码如此)',
    en: 'The check character of the credit code does not fit; compare it with the licence (some early codes are so)',
  },
  'identity_number.wrong_length': { zh: '公民身份号码应为18位', en: 'An identity number has 18 characters' },
  'identity_number.wrong_character': {
    zh: '公民身份号码前17位为数字,最后一位为数字或X',
    en: 'An identity number has 17 digits and then a digit or X',
  },
  'identity_number.wrong_birth_date': {
    zh: '公民身份号码中的出生日期不正确',
    en: 'The birth date in the identity number cannot be right',
  },
  'identity_number.wrong_check_character': {
    zh: '公民身份号码有误,请核对',
    en: 'The identity number is mistyped, please compare it again',
  },
  'quantity.not_a_number': { zh: '数量应为数字', en: 'The quantity is not a number' },
  'quantity.too_large': { zh: '数量过大', en: 'The quantity is too large' },
  'quantity.too_many_decimals': { zh: '数量最多三位小数', en: 'A quantity has at most three decimals' },
  'quantity.not_whole': { zh: '按个数计量的数量应为整数', en: 'A counted quantity is a whole number' },
  'quantity.not_positive': { zh: '数量应大于零', en: 'The quantity must be above zero' },
  'field.missing': { zh: '必须填写', en: 'This must be filled in' },
  'field.recommended': { zh: '建议填写,缺少时记录不完整', en: 'Without this the record is incomplete' },
  'field.unknown': { zh: '没有这个字段', en: 'There is no such field' },
  'field.not_text': { zh: '应为文字', en: 'This must be text' },
  'field.too_long': { zh: '文字过长', en: 'The text is too long' },
  'field.wrong_code': { zh: '编号格式不正确', en: 'The number does not have the right form' },
  'field.wrong_quantity': {
    zh: '数量应为大于零的数字,最多三位小数',
    en: 'The quantity must be a number above zero with at most three decimals',
  },
  'field.wrong_unit': { zh: '这里不能使用该计量单位', en: 'This unit cannot be used here' },
  'field.wrong_date': { zh: '日期不正确', en: 'The date is not right' },
  'field.wrong_time': { zh: '时间不正确', en: 'The time is not right' },
  'field.not_a_choice': { zh: '请从选项中选择', en: 'Please take one of the choices' },
  'field.not_a_number': {
    zh: '应为数字,最多三位小数',
    en: 'This must be a number with at most three decimals',
  },
  'field.not_whole': { zh: '应为整数', en: 'This must be a whole number' },
  'field.too_small': { zh: '数值过小', en: 'The number is too small' },
  'field.too_large': { zh: '数值过大', en: 'The number is too large' },
  'field.wrong_input': { zh: '请填写投入品名称等信息', en: 'Please give the name of the input and its facts' },
  'field.wrong_input_kind': { zh: '这里不能使用该类投入品', en: 'This kind of input cannot be used here' },
  'field.wrong_reference': { zh: '请从列表中选择', en: 'Please take one from the list' },
  'field.wrong_place': { zh: '请填写地点', en: 'Please give the place' },
  'field.wrong_yes_no': { zh: '请选择是或否', en: 'Please choose yes or no' },
  'field.wrong_rows': { zh: '请按行填写', en: 'Please fill in rows' },
  'field.too_many': { zh: '条数太多', en: 'Too many' },
  'field.twice': { zh: '重复了', en: 'Entered twice' },
  'field.not_asked': { zh: '此时不必填写', en: 'Not asked for here' },
} as const satisfies Record<Reason, Names>

/** What each kind of our codes is called. */
export const codeKindNames: Record<CodeKind, Names> = {
  batch: { zh: '追溯码(批次)', en: 'Trace code of a batch' },
  subject: { zh: '主体码', en: 'Subject code' },
  voucher: { zh: '入市追溯凭证', en: 'Market-entry voucher' },
  certificate: { zh: '承诺达标合格证', en: 'Commitment certificate' },
}
