/**
 * Vague wording that a guide must not contain, with what to write instead.
 * Source: 行政许可法第30条, 优化营商环境条例第35、36、44条 and 国务院令第716号第6条 (all require complete, concrete
 * lists of materials); classes: catch-all papers, forms and counts, conditions, channels and time limits, consequences,
 * the speaker's own guesses, papers that are no longer asked for.
 */
import type { Finding } from "./finding.ts";

interface Vague {
  readonly rule: string;
  readonly level: Finding["level"];
  readonly pattern: RegExp;
  readonly why: string;
  readonly remedy: string;
}

/** No pattern nests quantifiers: each is linear in the text. */
const VAGUE: readonly Vague[] = [
  { rule: "vague-other", level: "error", pattern: /(其他|其它)(相关|有关|必要)?(证明)?(材料|资料|文件|证件)/, why: "兜底的“其他材料”谁也备不齐", remedy: "逐项写全名称；没有别的材料就删掉。" },
  { rule: "vague-related", level: "error", pattern: /(相关|有关|相应|必要|对应)的?(证明|材料|资料|文件|证件|手续)/, why: "没说是哪一张纸", remedy: "写明证明什么、谁开、叫什么、怎么拿。" },
  { rule: "vague-issuer", level: "error", pattern: /有关(部门|单位|机关|机构)(出具|开具|核发)/, why: "没说是哪个单位", remedy: "写单位全称到层级，和文书名称。" },
  { rule: "vague-etc", level: "error", pattern: /[、，][^。；，、]{1,20}等(材料|证件|证明|文件|资料)/, why: "“等”后面还有什么没说", remedy: "写全，或写“以下任选其一”。" },
  { rule: "vague-case", level: "error", pattern: /(视|根据)(具体|实际)?情况|必要时|酌情/, why: "没说什么情况下要", remedy: "写成条件 when，什么时候必须、什么时候不用。" },
  { rule: "vague-valid-id", level: "error", pattern: /(有效|合法)(身份)?(证件|证明)/, why: "没说哪些证件算", remedy: "列出来：居民身份证、护照、居住证 ……" },
  { rule: "vague-eligible", level: "warning", pattern: /(符合|按照)(相关|有关|国家|法定)(规定|条件|政策)/, why: "没法自己判断合不合", remedy: "写成能自己对照的条件：年龄、年限、金额。" },
  { rule: "vague-soon", level: "warning", pattern: /尽快|及时|按时|若干|适量/, why: "没说几天、几份", remedy: "写具体天数、起算点和份数。" },
  { rule: "vague-office", level: "warning", pattern: /(当地|所在地)(有关|相关)(部门|窗口|单位)/, why: "没说是哪个窗口", remedy: "写机构全称，或怎么查到。" },
  { rule: "vague-defer", level: "warning", pattern: /以(窗口|当地|实际|最终)(要求|审核)?为准/, why: "把问题又推给了窗口", remedy: "先给核实过的，再说哪一点各地不同（varies）和问谁。" },
  { rule: "vague-relation", level: "error", pattern: /(?:带|交|提供|提交|出具|凭)[^，。；、]{0,6}(亲属关系证明|关系证明|收入证明|经济状况证明|居住证明|住所证明)(?![（(：:、，]?(?:户口|结婚|出生|居住证|社区))/, why: "没说哪几种纸能算", remedy: "列出窗口认的每一种：户口簿、结婚证、出生医学证明……" },
  { rule: "vague-statement", level: "warning", pattern: /(?:提供|提交|写|交)(?:一份)?(情况说明|书面说明)(?![（(：:，]|里?写)/, why: "没说写什么、谁签字", remedy: "给模板或要点：写哪几件事、谁签字。" },
  { rule: "vague-licence", level: "warning", pattern: /资质(文件|证明)|批准文件|原有证照/, why: "没说是哪一张证", remedy: "写证照的全名和发证机关。" },
  { rule: "vague-or-copy", level: "error", pattern: /原件(或|或者|\/)复印件/, why: "没说看原件还是收复印件", remedy: "用 shown、surrendered、copies 写明。" },
  { rule: "vague-copies", level: "error", pattern: /一式(多|数|几)份|多份复印件/, why: "没说几份", remedy: "写具体份数。" },
  { rule: "vague-photo", level: "warning", pattern: /(近期|合格|标准)(的)?(免冠)?照片/, why: "没说尺寸、底色和张数", remedy: "写尺寸、底色、张数，和是不是现场拍。" },
  { rule: "vague-seal", level: "warning", pattern: /加盖公章(?![^。；]*(单位|公司|电子|学校|村|社区|医院|银行))/, why: "没说盖谁的章", remedy: "写单位公章、人事章还是电子印章。" },
  { rule: "vague-valid", level: "info", pattern: /真实有效|清晰可辨/, why: "没说什么样算", remedy: "说出不收的样子。" },
  { rule: "vague-degree", level: "warning", pattern: /(具有|有)(一定|良好|相当)的?(?=[\u4e00-\u9fff])/, why: "没法自己对照", remedy: "写成数：年限、金额、等级。" },
  { rule: "vague-years", level: "warning", pattern: /一定(的)?(年限|期限|数量)|稳定就业(?![^。；]*(社保|合同|个月|年))/, why: "没说多久、从哪天算起", remedy: "写年限、起算点和凭什么认。" },
  { rule: "vague-special", level: "warning", pattern: /特殊(情况|原因)|确有困难/, why: "没说哪些情况", remedy: "列出情形、谁批、要什么纸。" },
  { rule: "vague-principle", level: "warning", pattern: /原则上/, why: "没说例外是什么", remedy: "把例外和谁决定写出来。" },
  { rule: "vague-pilot", level: "warning", pattern: /有条件的地(区|方)|试点地区(?![^。；]*(有|是|：|包括))/, why: "没说本地是不是", remedy: "列名单，或写各地不同和问谁。" },
  { rule: "vague-agent", level: "warning", pattern: /本人(或|或者)(委托)?代理人/, why: "没说哪一步必须本人到场", remedy: "在 who 里分开写谁要到场、谁可以委托。" },
  { rule: "vague-fee", level: "error", pattern: /(按|依)(有关|相关|规定的?)标准收费|按规定收(费|取)/, why: "没说多少钱", remedy: "写金额和依据；不收费就写免费。" },
  { rule: "vague-refuse", level: "warning", pattern: /材料不全(的)?不予受理/, why: "没说差了怎么办", remedy: "写窗口要一次说清缺什么、能不能先收后补。" },
  { rule: "vague-liability", level: "warning", pattern: /承担相应(的)?(法律)?责任|后果自负/, why: "没说后果是什么", remedy: "写具体后果和依据。" },
  { rule: "vague-notice", level: "warning", pattern: /(另行|后续)通知/, why: "没说怎么通知、几天", remedy: "写通知的方式、时限和查询入口。" },
  { rule: "bot-guess", level: "error", pattern: /大概|据说|保险起见|都带上|放心一定/, why: "没有依据的话不能说", remedy: "换成已核实（有出处）、未核实（请打电话）或各地不同。" },
  { rule: "outdated", level: "error", pattern: /(需要|要带|提交|凭)(报到证|派遣证|准生证|计划生育证明|社会抚养费|就业失业登记证|组织机构代码证|税务登记证|单位介绍信|双认证)|登报(挂失|声明)(后|才)/, why: "这种纸已经取消或不再要求", remedy: "删掉，改成现在的要求。" },
];

export interface VagueFound {
  readonly rule: string;
  readonly level: Finding["level"];
  readonly found: string;
  readonly why: string;
  readonly remedy: string;
}

/** What is vague in a text; "不再需要…" notes and quotations of law in 《》 or “” are exempt. */
export function vagueIn(text: string): VagueFound[] {
  const spoken = text.normalize("NFKC").replace(/《[^》]*》|“[^”]*”/g, "").replaceAll(",", "，").replaceAll(";", "；");
  return VAGUE.flatMap(({ pattern, ...rest }) => {
    const m = pattern.exec(spoken);
    if (!m) return [];
    const before = spoken.slice(Math.max(0, m.index - 6), m.index);
    return /不(再)?(需要|用|要|收|得)|(不再|不用|不必|无需|不)$/.test(before) ? [] : [{ ...rest, found: m[0] }];
  });
}
