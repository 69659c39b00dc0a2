/** The routes of the dashboard: a page, and its days as CSV. */
import type { Request, Response } from "express";
import { measures } from "../../curation/accuracy.ts";
import { addToDay, dayInChina } from "../../domain/days.ts";
import { READS, show } from "../curation/frame.ts";
import { filterOf, PATIENCE, shownIn } from "../inbox/filter.ts";
import { lastDays } from "../inbox/plots.ts";
import { staffOf, type StaffContext } from "../staff/context.ts";
import type { StaffRoute } from "../staff/table.ts";
import { accuracyCsv } from "./accuracy.ts";
import { insightBody } from "./page.ts";

const PART = "/curation/insight";
const MOST_MISSES = 8;
const CHOOSABLE = /00$/;

export function insightRoutes({ inbox, assistant, office, curation }: StaffContext): readonly StaffRoute[] {
  const of = (req: Request, res: Response) => {
    const { days, region, channel } = shownIn(req);
    const shown = { days, region, channel };
    return { shown, filter: filterOf({ ...shown, kind: "" }, staffOf(res).account, office.clock()) };
  };
  const measured = (days: number) => measures(curation.library, addToDay(dayInChina(office.clock()), { days: 1 - days }));
  return [
    { method: "get", path: PART, who: READS, handle: async (req, res) => {
      const { shown, filter } = of(req, res);
      const isRead = await inbox.readFor(PATIENCE);
      const [view, misses] = [await inbox.insight(filter), await inbox.view(filter)];
      const days = lastDays(new Map(), dayInChina(office.clock()), shown.days).map((d) => d.day);
      const query = new URLSearchParams({ days: String(shown.days), ...shown.region && { region: shown.region }, ...shown.channel && { channel: shown.channel } });
      show(res, { title: "成效", part: PART, body: insightBody({
        view, isRead, shown, days, misses: misses.items.filter((i) => i.state === "open").slice(0, MOST_MISSES), edition: assistant.edition, measures: await measured(shown.days), csv: `${PART}.csv?${query.toString()}`,
        regions: [...assistant.edition.regions.values()].filter((r) => CHOOSABLE.test(r.adcode)).map((r) => [r.adcode, r.name] as const),
      }) });
    } },
    { method: "get", path: `${PART}.csv`, who: READS, handle: async (req, res) => {
      await inbox.readFor(PATIENCE);
      const { summary } = await inbox.insight(of(req, res).filter);
      const rows = summary.days.map((d) => [d.day, d.conversations, d.answered, d.clarified, d.none, d.aside].join(","));
      // The mark at the front makes spreadsheets read it as UTF-8.
      res.type("text/csv").attachment("yicitong-days.csv").send(`\ufeff${["日期,会话,直接答到,先问是哪件,没听懂,指路或闲话", ...rows].join("\r\n")}\r\n`);
    } },
    { method: "get", path: `${PART}/accuracy.csv`, who: READS, handle: async (req, res) => {
      res.type("text/csv").attachment("yicitong-accuracy.csv").send(`\ufeff${accuracyCsv(await measured(shownIn(req).days))}`);
    } },
  ];
}
