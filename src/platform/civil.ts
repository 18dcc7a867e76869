/**
 * The civil date (YYYY-MM-DD) in Asia/Shanghai of a record time. The platform's own times are all after 1991, since
 * when China has had one zone without summer time: UTC+8.
 */
export function civilDate(now: string): string {
  return new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10)
}
