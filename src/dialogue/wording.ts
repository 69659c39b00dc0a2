/**
 * All fixed wording of the conversation, in one file. Everything else that is said comes from the knowledge base.
 * Measure a change here against design/voice: answer first, one thing at a time, at most 40 characters a sentence.
 */
import { spokenDay } from "../domain/days.ts";
import type { Day } from "../domain/facts.ts";
import type { Aspect } from "../domain/match.ts";

export const HOTLINE = "12345";

/** What is said about a point that nobody has checked against a text. */
export const UNVERIFIED = "这一条没核到原文，出门前打 12345 问一句。";

export const wording = {
  greet: "我是一次通，帮您把要办的事一次办成。您想办什么？用平常的话说就行，比如“身份证丢了”“给三岁的孩子办护照”。不用告诉我身份证号。",
  resume: "咱们接着来。",
  ok: "好。",
  empty: "没有收到文字。您想办什么事？说一句就行，比如“身份证丢了”。",
  masked: (kinds: readonly string[]) => `您发来的${kinds.join("、")}我已经遮住，没有保存。列清单用不着这些号码。`,

  clarify: "您说的是哪一件？点一个，或者用自己的话再说说。",
  clarifyNone: "都不是",
  clarifyFirst: "先选是哪一件，我再答这一句。",
  clarifyDeclined: "那换个说法再说说：您手里缺的是什么证，或者要办成什么事？",

  offer: (questions: number) => questions === 0 ? "要不要看看带什么？"
    : questions === 1 ? "要不要我帮您看看要带什么？就问您一个问题。" : `要不要我帮您看看要带什么？问您 ${questions} 个问题就够。`,
  offerYes: "好，看看要带什么",
  offerNo: "不用了",
  offerDeclined: "好。想看材料清单，随时说“要带什么”。",

  firstAsk: (service: string, left: number) => left === 1 ? `“${service}”，就问您一个问题。` : `“${service}”，先问您 ${left} 个问题，问完就给清单。`,
  unsure: "不知道",
  notAnAnswer: "这一句我没对上。",
  changed: (what: string) => `好，改成${what}，清单跟着变了。`,
  noted: (what: string) => `记下了：${what}。`,
  unsureNoted: "不清楚也没关系，我把可能用到的都列上，并注明取决于什么。",

  checklistTitle: (count: number, service: string) => count === 0 ? `“${service}”不用带纸质材料。` : `“${service}”要带这 ${count} 样：`,
  onSite: (names: string) => `到窗口现场办、不用带的：${names}。`,
  dependsOn: (asks: string) => `要不要带，看这个：${asks}`,
  walkItem: (index: number, count: number, line: string) => `第 ${index} 样（共 ${count} 样）：${line}。手边有吗？`,
  have: "有了", lack: "还没有", markUnsure: "不确定", markOpen: "取消打钩", what: "这是什么", how: "怎么办这个",
  markedHave: "好。", markedLack: "先记着缺这一样。", markedUnsure: "先记着不确定，出门前核一下。",
  lackOffer: "要看怎么办这一样吗？点“怎么办这个”。先接着看下一样。",
  allMarked: (status: string) => `好，都记成“${status}”了。`,
  neededYes: (name: string, certain: boolean) => certain ? `要带，清单里有${name}。` : `看情况，可能要带${name}。`,
  neededNo: (name: string) => `按您说的情况，清单里没有${name}，不用带。`,
  left: (count: number, names: string) => count === 0 ? "都齐了。" : `还差 ${count} 项：${names}。`,

  subOpened: (name: string) => `先说${name}怎么办：`,
  subReturn: "说回刚才。",
  subCycle: "这一样要用到正在办的东西，绕回来了，先到窗口问清楚从哪一样开始。",

  ready: "可以出发了。",
  confirmFirst: (phone: string, points: readonly string[]) => `材料齐了。出门前打 ${phone} 问一句：${points.join("；")}。`,
  confirmNeeded: (name: string) => `您这种情况要不要${name}`,
  confirmPaper: (name: string) => `${name}这一样没核到原文，还收不收`,
  confirmPlace: "该去哪个窗口",
  confirmOld: (on: Day) => `规定变没变，这份说明上次核对是 ${spokenDay(on)}`,
  oldGuide: (on: Day) => `这份说明上次核对是 ${spokenDay(on)}，久了可能有变，出门前打 12345 问一句。`,
  confirmSkeleton: "还要不要带别的，这份指南只列了全国统一的",
  missing: (count: number, names: string) => `还差 ${count} 项：${names}。备齐再去，免得白跑。`,
  noVisit: "这件事可以全程网上办，不用跑。",
  notPossible: "现在办不了。",
  otherService: (name: string) => `您要办的其实是“${name}”。`,
  firstAnother: (name: string) => `要先办“${name}”，再来办这件。`,
  goOther: (name: string) => `去看“${name}”`,
  showPlan: "看出行单",

  switchOffer: (name: string, current: string) => `您说的像是另一件事：“${name}”。先办它，还是接着办“${current}”？`,
  switchGo: (name: string) => `先看“${name}”`,
  switchAdd: "两件一起办",
  switchStay: (current: string) => `接着办“${current}”`,
  addToTrip: (name: string) => `把“${name}”也加进这一趟`,
  added: (name: string) => `好，“${name}”也加进这一趟，同一张纸只带一次。`,

  journeyAsk: "要一起办，还是先看其中一件？",
  journeyAll: "一起办，排好先后",
  journeyStarted: (name: string, count: number) => `好，“${name}”一共 ${count} 件，一件一件来，同一张纸只带一次。`,

  undo: "上一步", change: "改一下回答",
  undoNothing: "已经是第一步了，没有上一步可退。",
  undone: "退回上一步了。",
  restarted: "好，从头来。您想办什么？",
  anotherService: "好，换一件。您想办什么？",
  stale: "这个选项是前面那一步的，现在已经往下走了。看下面这一步：",
  unknownChoice: "没有这个选项。看下面这一步：",
  unknownFact: "这件事用不到这一条，没有改动。看下面这一步：",
  unknownItem: "清单里没有这一样，没有改动。看下面这一步：",

  unanswered: "这一句我没听懂，没有乱答。您换个说法，或者看看是不是下面哪一件：",
  unansweredBare: "这一句我没听懂，没有乱答。您想办什么证、领什么钱、改什么信息？说得具体一点。",
  unansweredTwice: "还是没听懂，别耽误您的事。可以打 12345（外地打当地的，前面加区号）找人问，或者点“转人工”。",
  human: "转人工",
  handoff: "现在没有人工坐席在线。请打 12345（外地打当地的，前面加区号），把下面这几句念给接线员就行：",
  handoffEmpty: "现在没有人工坐席在线。请打 12345（外地打当地的，前面加区号），说您要办的事就行。",
  handoffWaiting: (ahead: number) => ahead === 0 ? "已经转给人工坐席，马上有人来接。等的时候您可以接着问我，前面说的都带过去。"
    : `已经转给人工坐席，前面还有 ${ahead} 位。等的时候您可以接着问我，前面说的都带过去。`,
  handoffStill: "已经在排队了，坐席一有空就来接。等的时候您可以接着问我。",
  handoffHours: (hours: string) => `网上的人工坐席${hours}在。也可以留个话，坐席上班后给您回电。`,
  leaveMessage: "留个话，等坐席回电",
  messageHow: "留话要填一个能打通的电话，请在网页上点“留个话，等坐席回电”来填；也可以直接打 12345。",
  messageLeft: "留言收到了，坐席上班后按您填的电话回给您。等的时候可以接着问我。",
  agentCame: (name: string) => `工作人员（${name}）来了，下面由工作人员跟您说。前面说的都看得到，不用再说一遍。`,
  agentLeft: "工作人员说完了，接下来还是我。清单和刚才说的都在。",
  agentMoves: "正在给您换一位工作人员，前面说的都带过去，不用再说一遍。",

  unwritten: (name: string, authority: string) => `您说的是“${name}”，归${authority}管。这一件的清单我还没写全，不能乱说。要带什么请打 12345（外地加区号）或问办理窗口。`,
  skeleton: "这份指南还不完整：只列了全国统一、能确定的，其余请先打 12345 问清。",
  noLine: "这一点各地不同，我手里没有核实过的说法。打 12345（外地加区号）问一句最稳。",
  inMind: "按您的情况：",
  continueWalk: "接着来。",
  nothingYet: "还没说要办什么。先说一句您想办的事。",
  more: "还想知道什么接着问，比如“多少钱”“在哪办”“要多久”。",

  outcomeAsk: "上回那件事，一次办成了吗？缺了什么也可以说一句。",
  outcomeYes: "办成了", outcomeNo: "没办成",
  outcomeDone: "办成就好。还有别的事，接着说。",
  outcomeLacked: "记下了，会转给管指南的人去核。",
  editionOffer: (change: string) => `指南刚更新过${change ? `：${change}` : "，您这一趟的内容有变"}。要换成新的吗？不换就先按原来的接着来。`,
  renew: "换成新的", keepEdition: "先不换",
  renewed: (change: string) => `换成新的了${change ? `：${change}` : ""}。`,
  renewedUrgently: (change: string) => `指南有紧急更正，已经换成新的${change ? `：${change}` : ""}。`,
  staleGuide: "指南在您上次来之后更新过，清单按新的来。",
  rulesChanged: (more: string, less: string) => `您上次来之后规定有变：${[more && `现在多要${more}`, less && `不用再带${less}`].filter(Boolean).join("，")}。`,

  feedbackUseful: "谢谢，记下了。",
  feedbackUseless: "记下了，会转给管指南的人去改。",
  feedbackWrong: "记下了，会转给管指南的人去核。核清以前，出门前先打 12345 问一句。",
  feedbackLost: "您说的这一条已经不在了，没有记。请在看得见的回答上再点一次。",
  orderTitle: "先后", orderLine: (first: string, then: string, paper: string) => `先办“${first}”，拿到${paper}，再办“${then}”`,
} as const;

/** The question an aspect answers, as a heading on the trip card. */
export const ASPECT_TITLES: Readonly<Record<Aspect, string>> = {
  materials: "要带什么", fee: "多少钱", time: "多久办好", place: "去哪办", hours: "几点开门", phone: "电话",
  online: "网上能办吗", who: "谁要去", eligibility: "谁能办", validity: "管多久", status: "怎么查进度",
  how: "怎么办", basis: "依据", purpose: "有什么用", deadline: "什么时候办",
};
