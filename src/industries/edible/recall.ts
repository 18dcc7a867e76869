import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { choice, choices, date, person, photo, place, remark, text } from '../fields.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { human } from './fields.ts'
import { SP_63, SPS_29 } from './sources.ts'

const NUMBER = both('召回编号', 'Recall number')
const recallNumber = (source: Source): ProfileField => ({
  type: 'code',
  key: 'recall_number',
  names: NUMBER,
  required: true,
  ...source,
  confidence: 'design',
})

/** Recall: sale stopped, operators and consumers told, notices and what came back recorded, disposed of, reported. */
export function recallEvents(source: Source = SP_63): readonly ProfileEvent[] {
  const about = { object: 'batch', move: 'record' } as const
  return [
    {
      ...about,
      id: 'recall',
      names: both('启动召回', 'Recall begins'),
      step: 'recalling',
      fields: [
        recallNumber(source),
        text('reason', '召回原因', 'Reason', source, 'law'),
        choice(
          'defect',
          '缺陷类别',
          'Defect',
          source,
          true,
          choices(
            ['safety', '不符合食品安全标准或可能危害健康', 'Unsafe or below the safety standard'],
            ['label', '仅标签、标志或说明书不符', 'Label or leaflet only'],
          ),
        ),
        date('stopped_on', '停止生产经营日期', 'Making and sale stopped on', source, 'law'),
        text('notice', '通知相关经营者和消费者情况', 'How operators and consumers were told', source, 'law'),
        date('reported_on', '报告监管部门日期', 'Reported to the authority on', source, 'warn'),
        person,
        remark,
      ],
      publicFields: ['recall_number', 'reason', 'defect', 'stopped_on', 'notice'],
    },
    {
      ...about,
      id: 'recall_progress',
      names: both('召回情况记录', 'What came back'),
      step: 'recalling',
      fields: [
        recallNumber(source),
        text('returned', '召回数量与去处', 'Returned and where it is', source, 'law'),
        text('disposal', '处理情况', 'What was done with it', source, 'law'),
        date('disposal_on', '处理(销毁)日期', 'Date of disposal', source, 'warn'),
        place('disposal_place', '处理(销毁)地点', 'Place of disposal', source),
        person,
        remark,
      ],
      publicFields: ['recall_number', 'disposal_on', 'disposal_place'],
    },
    {
      ...about,
      id: 'recall_remedied',
      names: both('标签缺陷补救后恢复销售', 'Label put right, sale goes on'),
      step: 'recalling',
      fields: [
        recallNumber(source),
        text('remedy', '补救措施', 'What was put right', source, 'law'),
        text('notice', '向消费者明示的补救说明', 'What the consumer is told', source, 'law'),
        person,
        remark,
      ],
      publicFields: ['recall_number', 'remedy', 'notice'],
    },
  ]
}

/** Spoiled, expired or returned food: marked or kept apart, disposed of, recorded. */
export const expiredDispose: ProfileEvent = {
  id: 'expired_dispose',
  names: both('变质、过期、回收食品处置', 'Spoiled, expired or returned: disposed of'),
  object: 'batch',
  move: 'destroy',
  step: 'destroying',
  fields: [
    choice(
      'reason',
      '类别',
      'Why',
      SPS_29,
      'law',
      choices(
        ['spoiled', '变质', 'Spoiled'],
        ['expired', '超过保质期', 'Past shelf life'],
        ['returned', '回收', 'Returned'],
        ['recalled', '召回', 'Recalled'],
        ['failed_test', '检验不合格', 'Failed a test'],
      ),
    ),
    text('kept_apart', '标示或单独存放', 'Marked or kept apart', SPS_29, 'law'),
    text('method', '处置方式', 'How disposed of', SPS_29, 'law'),
    date('destroyed_on', '处置日期', 'Date', DESIGN),
    human('witness', '见证人', 'Witness', DESIGN),
    photo,
    remark,
  ],
  publicFields: ['reason', 'destroyed_on'],
}
