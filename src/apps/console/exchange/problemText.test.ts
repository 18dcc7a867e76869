import { expect, test } from 'vitest'
import { valuesIn } from './problemText.ts'

test('values are read back from the sentence they were put in', () => {
  const sentence = '{type} with action {action} needs a parentID.'
  expect(valuesIn(sentence, 'AggregationEvent with action ADD needs a parentID.')).toEqual({
    type: 'AggregationEvent',
    action: 'ADD',
  })
  expect(valuesIn('Nothing (at all).', 'Nothing (at all).')).toEqual({})
  expect(valuesIn(sentence, 'something else')).toBeUndefined()
})
