import type { FormRule } from 'antd'
import type * as z from 'zod'

/**
 * One field judged by the shape the server uses. `say` gives the sentence for what is wrong: by the issue's own message
 * when it is one of our reasons, else by its kind (`issue.<code>`).
 */
export const fieldRule = (
  shape: z.ZodType,
  say: (reason: string, values: Record<string, unknown>) => string,
): FormRule => ({
  validator: async (_, value: unknown) => {
    if (value === undefined || value === null || value === '') return
    const issue = shape.safeParse(value).error?.issues[0]
    if (issue)
      throw new Error(
        say(issue.message.includes('.') && !issue.message.includes(' ') ? issue.message : `issue.${issue.code}`, {
          ...issue,
        }),
      )
  },
})
