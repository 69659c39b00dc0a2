/** What the checker hears as vague: every class, and what it must leave alone. */
import { describe, expect, it } from "vitest";
import { vagueIn } from "../../../src/knowledge/vague.ts";

const rules = (text: string): string[] => vagueIn(text).map((v) => v.rule);

describe("vague wording", () => {
  it.each([
    ["vague-other", "法律法规规定的其他材料"], ["vague-other", "其它相关证明材料"],
    ["vague-related", "带上相关证明材料"], ["vague-related", "提供必要的证明"],
    ["vague-issuer", "由有关部门出具的文件"],
    ["vague-etc", "带身份证、户口簿等证件"],
    ["vague-case", "必要时提供户口簿"], ["vague-case", "视具体情况提交"],
    ["vague-valid-id", "本人有效身份证明"],
    ["vague-relation", "提供亲属关系证明"], ["vague-relation", "提交收入证明"], ["vague-relation", "带居住证明"],
    ["vague-statement", "提交情况说明一份"],
    ["vague-licence", "交回原有证照"],
    ["vague-or-copy", "身份证原件或复印件"],
    ["vague-copies", "申请表一式多份"],
    ["vague-photo", "近期免冠照片两张"],
    ["vague-seal", "申请表加盖公章"],
    ["vague-valid", "填写内容真实有效"],
    ["vague-eligible", "符合相关规定的可以办"],
    ["vague-degree", "具有良好信用"],
    ["vague-years", "居住满一定年限"],
    ["vague-special", "有特殊原因的可以延期"],
    ["vague-principle", "原则上本人办理"],
    ["vague-pilot", "有条件的地区可以网办"],
    ["vague-agent", "本人或委托代理人到场"],
    ["vague-soon", "请尽快办理"],
    ["vague-office", "到当地有关部门办理"],
    ["vague-fee", "按有关标准收费"],
    ["vague-refuse", "材料不全不予受理"],
    ["vague-liability", "后果自负"],
    ["vague-notice", "领证时间另行通知"],
    ["vague-defer", "以窗口要求为准"],
    ["bot-guess", "保险起见都带上"],
    ["outdated", "要带报到证"], ["outdated", "凭准生证办理"], ["outdated", "登报声明后再补办"],
  ])("%s: %s", (rule, text) => expect(rules(text)).toContain(rule));

  it("looks through full and half width", () => expect(rules("身份证,户口簿等材料")).toContain("vague-etc"));
  it("leaves quotations of law alone", () => expect(rules("《关于提交相关证明材料的规定》第三条")).toEqual([]));
  it("leaves what is no longer asked for alone", () => {
    expect(rules("不再需要报到证")).toEqual([]);
    expect(rules("不用提供其他材料")).toEqual([]);
  });
  it("does not take 等 in 等级, 等待 for a vague end", () => expect(rules("带残疾证、看清残疾等级")).toEqual([]));
  it.each(["带居民身份证原件", "3 个工作日内办好", "免费", "户口簿首页和本人页各 1 份复印件"])("is content with: %s", (text) => expect(rules(text)).toEqual([]));
  it("each finding says why and what to write instead", () => {
    for (const v of vagueIn("其他材料，必要时提供，后果自负")) {
      expect(v.why.length).toBeGreaterThan(3);
      expect(v.remedy.length).toBeGreaterThan(3);
    }
  });
});
