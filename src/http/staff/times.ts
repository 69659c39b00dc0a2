/** Times as staff read them: China's, to the minute. */
const TIME = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** `2026/11/24 09:05` */
export function spokenTime(at: number): string {
  return TIME.format(at);
}
