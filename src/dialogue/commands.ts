/**
 * Words that steer the conversation itself. Only short sentences count: in a longer one they belong to the story.
 */
export type Command = "undo" | "restart" | "another" | "human" | "list" | "plan" | "change" | "help";

const PHRASES: readonly (readonly [Command, readonly string[]])[] = [
  ["undo", ["上一步", "退回去", "返回上一", "撤销", "刚才点错", "点错了", "按错了", "选错了"]],
  ["restart", ["重新来", "重来", "从头来", "从头开始", "重新开始", "全部重来"]],
  ["another", ["换个事", "换一件", "换件事", "办别的", "问别的", "另外一件事", "另一件事", "问个别的"]],
  ["human", ["转人工", "人工客服", "找人工", "接人工", "真人", "找个人", "人工服务", "转接人工", "要人工"]],
  ["list", ["看清单", "看看清单", "清单给我", "列个清单", "还差什么", "还差哪些", "还缺什么", "还要什么", "都要带什么", "清单再说"]],
  ["plan", ["出行单", "可以出发", "能出发了吗", "能去了吗", "可以去了吗"]],
  ["change", ["改一下", "我要改", "改答案", "修改", "答错了", "说错了", "填错了"]],
];

/** Beyond this many characters a sentence is not a command. */
const COMMAND_LENGTH = 10;

export function commandIn(normal: string): Command | null {
  if (normal.length > COMMAND_LENGTH) return null;
  return PHRASES.find(([, words]) => words.some((w) => normal.includes(w)))?.[0] ?? null;
}

/** Signs that what was said before is being put right. */
export function isCorrection(normal: string): boolean {
  return /不对|说错|搞错|弄错|错了|改成|改为|其实|应该是|更正|不是.{1,6}是/.test(normal);
}

/** Signs that something is being asked. */
export function isQuestion(normal: string): boolean {
  return /[吗呢么?？]|怎么|咋|多少|几|哪|什么|啥|能不能|可不可以|要不要|用不用|是不是|有没有|多久|为何|为什么/.test(normal);
}
