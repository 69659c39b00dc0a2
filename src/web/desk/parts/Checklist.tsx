import type { ItemView, MarkStatus } from "../../../domain/conversation.ts";
import { countsText, paperName, progressText, shortName } from "../../shared/words.ts";
import { useDesk } from "../context.ts";
import type { ByHand, View } from "../types.ts";

const STATUSES = [["have", "有"], ["lack", "缺"], ["unsure", "?"]] as const satisfies readonly (readonly [MarkStatus, string])[];
const SAID = { have: "有了", lack: "还没有", unsure: "不确定" } as const;

interface Props {
  readonly view: View;
  readonly canAct: boolean;
  readonly byHand: ByHand;
}

/** The citizen's own list, ticked together with them. */
export function Checklist({ view, canAct, byHand }: Props) {
  const bring = view.state.checklist.filter((i) => !i.onSite);
  const open = bring.filter((i) => !isSettled(i));
  const onSite = view.state.checklist.filter((i) => i.onSite);
  return (
    <>
      <p class="progress-line">{progressText(view.state)}</p>
      <Rows items={bring.filter(isSettled)} canAct={canAct} byHand={byHand} />
      {open.length > 0 && <details class="doubts"><summary>还有 {open.length} 样看情况，问完才知道</summary><Rows items={open} canAct={canAct} byHand={byHand} /></details>}
      {onSite.length > 0 && <p class="dim">到窗口现场办：{onSite.map(shortName).join("、")}</p>}
    </>
  );
}

/** Needed for sure, or spoken about already. */
const isSettled = (item: ItemView): boolean => item.certain || item.status !== "open";

function Rows({ items, canAct, byHand }: { items: readonly ItemView[]; canAct: boolean; byHand: ByHand }) {
  return <ol class="papers">{items.map((item) => <Row key={item.id} item={item} canAct={canAct} byHand={byHand} />)}</ol>;
}

function Row({ item, canAct, byHand }: { item: ItemView; canAct: boolean; byHand: Props["byHand"] }) {
  const desk = useDesk();
  const name = shortName(item);
  return (
    <li class={item.status}>
      <span><b>{item.anyOf ? name : paperName(item)}</b><span class="dim">{item.anyOf ? "有一样就行" : countsText(item)}{item.certain ? "" : "（看情况）"}</span></span>
      <span class="marks" role="group" aria-label={`${name}手边有吗`}>
        {STATUSES.map(([status, label]) => (
          <button key={status} type="button" disabled={!canAct} aria-pressed={item.status === status} aria-label={SAID[status]}
            onClick={byHand(() => desk.act({ mark: { item: item.id, status: item.status === status ? "open" : status } }))}>{label}</button>
        ))}
      </span>
    </li>
  );
}
