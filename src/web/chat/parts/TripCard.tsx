import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import type { Plan } from "../../../domain/conversation.ts";
import { useApp } from "../app.ts";
import { countsText, paperName } from "../../shared/words.ts";
import { copyText } from "../../shared/copy.ts";
import { Sheet } from "./Sheet.tsx";
import type { TakeAwayProps } from "./TakeAway.tsx";

type TakeAway = ComponentType<TakeAwayProps>;
const TITLES: Readonly<Record<TakeAwayProps["what"], string>> = { pdf: "存成 PDF", visit: "加到日历", link: "换设备接着办" };

/** The trip card (出行单): what the person leaves with. It alone is printed. */
export function TripCard({ plan }: { plan: Plan }) {
  const { talk } = useApp();
  const [what, take] = useState<TakeAwayProps["what"] | null>(null);
  const [View, setView] = useState<{ of: TakeAway } | null>(null);
  const open = async (wanted: TakeAwayProps["what"]): Promise<void> => {
    try {
      // Fetched when it is wanted: the first load stays small.
      const { TakeAway } = await import("./TakeAway.tsx");
      setView({ of: TakeAway });
      take(wanted);
    } catch {
      talk.notify("没连上服务器。清单还在，网络好了再点一次。");
    }
  };
  const copy = async (): Promise<void> => {
    talk.notify(await copyText(plan.sms) ? "短信版已复制，到短信或微信里粘贴就行。" : "浏览器不让复制。清单还在，可以点“打印”，或长按文字自己复制。");
  };
  return (
    <section class="plan" aria-label="出行单">
      <h2><span class="dim">出行单</span>{plan.title}</h2>
      <h3>要带的{plan.papers.length > 0 ? `（${plan.papers.length} 样）` : ""}</h3>
      {plan.papers.length === 0 ? <p>不用带纸质材料。</p> : (
        <ol class="papers">
          {plan.papers.map((item) => (
            <li key={item.id} class={item.status}>
              <span class="box" aria-hidden="true">{item.status === "have" ? "✓" : ""}</span>
              <span>
                <b>{item.anyOf ? item.name : paperName(item)}</b>
                <span class="dim">{item.anyOf ? "有一样就行" : countsText(item)}</span>
                {item.status !== "have" && <em>{item.status === "lack" ? "还没有" : item.status === "unsure" ? "不确定" : "没核对"}</em>}
              </span>
            </li>
          ))}
        </ol>
      )}
      {plan.sections.map((section) => (
        <div key={section.title} class={section.title === "出处" ? "section origin" : "section"}>
          <h3>{section.title}</h3>
          {section.lines.length === 1 ? <p>{section.lines[0]!.text}</p>
            : <ul>{section.lines.map((line, i) => <li key={i}>{line.text}</li>)}</ul>}
        </div>
      ))}
      <div class="actions">
        <button type="button" class="primary" onClick={() => window.print()}>打印</button>
        {(["pdf", "visit", "link"] as const).map((w) => <button key={w} type="button" aria-haspopup="dialog" onClick={() => void open(w)}>{TITLES[w]}</button>)}
        <button type="button" onClick={() => void copy()}>复制短信版</button>
      </div>
      {what && View && <Sheet title={TITLES[what]} onClose={() => take(null)}><View.of what={what} plan={plan} onDone={() => take(null)} /></Sheet>}
    </section>
  );
}
