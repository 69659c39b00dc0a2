/**
 * Vague wording that a guide must not contain, with what to write instead.
 * Source: the list in docs/vague-terms.md, made from 行政许可法第30条, 优化营商环境条例第35、36、44条 and
 * 国务院令第716号第6条 (all require complete, concrete lists of materials).
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
  { rule: "bot-guess", level: "error", pattern: /大概|据说|保险起见|都带上|放心一定/, why: "没有依据的话不能说", remedy: "换成已核实（有出处）、未核实（请打电话）或各地不同。" },
  { rule: "outdated", level: "error", pattern: /(需要|要带|提交|凭)(报到证|派遣证|准生证|就业失业登记证|组织机构代码证)|登报(挂失|声明)(后|才)/, why: "这种纸已经取消或不再要求", remedy: "删掉，改成现在的要求。" },
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
