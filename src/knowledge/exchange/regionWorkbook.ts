/** The workbook a place fills in: what it has loaded so far, and what the national guides leave to it. */
import type { Edition } from "../../domain/edition.ts";
import type { Guide, Rule } from "../../domain/guide.ts";
import type { Entry } from "./bundle.ts";
import { regionRows } from "./toRows.ts";
import { writeWorkbook } from "./workbook.ts";

const HELP = [
  "先填“本地出处”和“本地窗口”，就能用了；别的有多少填多少。没填的，市民看到的还是全国的说法，并说明各地不同、打哪个电话问。",
  "本地窗口：一行一个窗口；“能办的事项”写事项编号，几个用“；”隔开。",
  "本地说法：地点、时间、电话、网上办理、进度查询写了就代替全国的；别的类别加在全国的前面；承诺时限、收费写了就代替全国的承诺时限、收费。",
  "本地材料：“和全国一样”是当地确认过了；“当地说明”写在填报须知里；“当地加收”要写持有人、份数、需要原因和依据。",
  "每一行都要有依据：出处编号，空格，条款。核对日期写在“本地出处”里。",
  "导入前先看改动：npm run -s yicitong -- import 文件.xlsx；确认后再加 --apply。",
  "",
  "下面是全国指南留给各地的问题，照着问窗口：",
];

/** @param region what the place has loaded; an empty one for a place that begins */
export function writeRegionWorkbook(region: Entry<"regions">, edition: Edition): Promise<Buffer> {
  const nameOf = (id: string): string => edition.guides.get(id)?.name ?? id;
  return writeWorkbook(regionRows([region], nameOf), { name: "填写说明", lines: [...HELP, ...openQuestions(edition)] });
}

/** What varies from place to place, guide by guide. */
export function openQuestions(edition: Edition): string[] {
  return [...edition.guides.values()].flatMap((guide) => {
    const points = [...new Set(rulesOf(guide).flatMap((r) => r.varies ?? []))];
    return points.length === 0 ? [] : [`${guide.id}（${guide.name}）：${points.join("；")}`];
  });
}

function rulesOf(guide: Guide): readonly Rule[] {
  return [...guide.materials, ...guide.fees, ...guide.outcomes, ...Object.values(guide.lines).flat() as Rule[]];
}
