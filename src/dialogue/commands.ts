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
  ["plan", ["出行单", "可以出发", "能出发了吗", "能去了吗", "可以去了吗", "可以走了吗", "能走了吗", "能出门了吗"]],
  ["change", ["改一下", "我要改", "改答案", "修改", "答错了", "说错了", "填错了"]],
];

/** Beyond this many characters a sentence is not a command. */
const COMMAND_LENGTH = 10;

export function commandIn(normal: string): Command | null {
  if (normal.length > COMMAND_LENGTH) return null;
  if (normal === "清单") return "list";
  return PHRASES.find(([, words]) => words.some((w) => normal.includes(w)))?.[0] ?? null;
}

/** Signs that what was said before is being put right. */
export function isCorrection(normal: string): boolean {
  return /不对|说错|搞错|弄错|错了|改成|改为|其实|应该是|更正|不是.{1,6}是/.test(normal);
}

/** Signs that something is being asked; a 呢 at the end of a statement ("没过期呢") is none. */
export function isQuestion(normal: string): boolean {
  return /[吗么?？]|(.)[不没]\1|[不伐](?=$)|(要|行|能|可以|收|用|得|有|是|会|给|带|贵|成|中|去)[^，。]{0,3}[不没冇唔](?=$|[，。！ ])|怎么|咋|多少|几|哪|什么|啥|能不能|可不可以|要不要|用不用|是不是|有没有|行不行|多久|多长|多大|为何|为什么|谁/.test(normal);
}

/** Signs that a service is being asked for, rather than a question answered. */
export function isRequest(normal: string): boolean {
  return /想办|要办|想要|我要|我想|还要|还想|也要|也得|还得|对了|顺便|另外|再办|补办|帮我|问下|问一下|咨询|请问|想补|想换|要补|要换|要领|想领|申请/.test(normal);
}

/** Words without which danger is not assumed while somebody is in the middle of a walk. */
const DANGER: Readonly<Record<string, RegExp>> = {
  suicide: /不想活|自杀|想死(?!你|我|他|她|了算)|轻生|跳楼|割腕|活着没意思|活不下去|了断/,
  "domestic-violence": /打我|家暴|挨打|被打|打骂|虐待|动手/,
  "emergency-police": /报警|杀人|抢劫|抢我|小偷|绑架|110|闯进|跟踪|砍/,
  "emergency-fire": /着火|起火|火灾|冒烟|119|烧起来/,
  "emergency-medical": /救命|昏倒|晕倒|大出血|心脏病|120|中毒|没气|抽搐|快不行/,
  fraud: /骗|诈|转账|验证码|安全账户|96110/,
};

/** Violence at home, told in a sentence that may ask for something else as well. */
export function tellsViolence(normal: string): boolean {
  return /家暴|(?:老公|老婆|丈夫|男人|对象|男朋友|前夫|婆婆|公公|爸|爹|儿子|[他她]).{0,4}(?:打|揍|殴打|动手打)了?我(?!电话|的电话|手机|个)|被.{0,5}(?:打|揍)(?:了|得|伤)/.test(normal);
}

/** Whether an urgent talk act may interrupt: the words themselves must name the danger. */
export function namesDanger(act: string, normal: string): boolean {
  return DANGER[act]?.test(normal) ?? false;
}
