import type { ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code, text } from '../fields.ts'
import { at, number, yes } from '../hazardous/fields.ts'
import * as src from '../hazardous/sources.ts'
import { both } from '../sources.ts'

const coordinate = (key: string, zh: string, en: string): ReturnType<typeof code> & { pattern: string } => ({
  ...code(key, zh, en, src.CONTROLLER_IN_USE, true),
  pattern: '-?\\d{1,3}(\\.\\d{1,8})?',
})
const electronic = { when: { key: 'electronic', in: ['true'] } } as const

/** What the controller of electronic detonators downloaded before firing. */
export const controller: readonly ProfileField[] = [
  { ...coordinate('lon', '起爆点经度', 'Longitude'), ...electronic },
  { ...coordinate('lat', '起爆点纬度', 'Latitude'), ...electronic },
  { ...code('controller_no', '起爆器编号', 'Controller', src.CONTROLLER_IN_USE, 'warn'), ...electronic },
  {
    type: 'rows',
    key: 'zones',
    names: both('准爆区域', 'Permitted zones'),
    required: true,
    ...electronic,
    ...src.CONTROLLER_IN_USE,
    fields: [
      text('zone_name', '名称', 'Name', src.CONTROLLER_IN_USE),
      coordinate('zone_lon', '经度', 'Longitude'),
      coordinate('zone_lat', '纬度', 'Latitude'),
      number('radius_m', '半径(米)', 'Radius (m)', src.CONTROLLER_IN_USE, true),
      at('zone_from', '起始时间', 'From', src.CONTROLLER_IN_USE),
      at('zone_to', '截止时间', 'To', src.CONTROLLER_IN_USE),
    ],
  },
  {
    type: 'rows',
    key: 'forbidden',
    names: both('禁爆区域', 'Forbidden zones'),
    required: false,
    ...electronic,
    ...src.CONTROLLER_IN_USE,
    fields: [
      coordinate('zone_lon', '经度', 'Longitude'),
      coordinate('zone_lat', '纬度', 'Latitude'),
      number('radius_m', '半径(米)', 'Radius (m)', src.CONTROLLER_IN_USE, true),
    ],
  },
  {
    type: 'rows',
    key: 'working_codes',
    names: both('雷管工作码', 'Working codes'),
    required: true,
    most: 3500,
    ...electronic,
    ...src.CONTROLLER_IN_USE,
    fields: [
      { ...code('uid', '电子雷管UID', 'UID', src.CONTROLLER_IN_USE, true), scheme: 'cn.edetonator.uid' },
      { ...code('shell_code', '管壳码', 'Shell code', src.CONTROLLER_IN_USE, true), scheme: 'cn.detonator.13' },
      // the working code itself fires the detonator: it is checked on the controller and never stored here
      at('code_valid_to', '工作码有效期', 'Working code good until', src.CONTROLLER_IN_USE),
      choice(
        'code_state',
        '工作码状态',
        'State',
        src.CONTROLLER_IN_USE,
        true,
        choices(
          ['ok', '正常', 'In order'],
          ['blacklist', '黑名单', 'Blacklisted'],
          ['used', '已使用', 'Already used'],
          ['unknown', '申请的UID不存在', 'UID unknown'],
        ),
      ),
    ],
  },
  { ...yes('result_uploaded', '爆破结果已上传', 'Result uploaded', src.CONTROLLER_IN_USE, 'warn'), ...electronic },
]
