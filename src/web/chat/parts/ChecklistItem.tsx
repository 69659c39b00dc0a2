import type { ItemView, MarkStatus } from "../../../domain/conversation.ts";
import { useApp } from "../app.ts";
import type { Page } from "../page.ts";
import { countsText, paperName, shortName, STATUS_LABELS } from "../../shared/words.ts";
import { PaperFeedback } from "./Feedback.tsx";
import { Sources } from "./Sources.tsx";

const STATUSES = ["have", "lack", "unsure"] as const satisfies readonly MarkStatus[];

interface Props {
  page: Page;
  item: ItemView;
  index: number;
  status: MarkStatus | "open";
  /** Called after a question about the paper, whose answer stands in the conversation. */
  onAsked: () => void;
}

/** One paper: whose, how many, why, and the three states it may be in. */
export function ChecklistItem({ page, item, index, status, onAsked }: Props) {
  const { choose, talk } = useApp();
  const name = shortName(item);
  const mark = (to: MarkStatus): void => {
    // A second press takes the mark back.
    const next = status === to ? "open" : to;
    talk.send({ mark: { item: item.id, status: next } }, next === "open" ? `${name}：先不标` : `${name}：${STATUS_LABELS[next]}`);
  };
  const ask = (act: "what" | "how", label: string): void => {
    onAsked();
    choose(`${act}:${item.id}`, `${name}：${label}`);
  };
  return (
    <li class={`paper ${status}`}>
      <h3><span class="number" aria-hidden="true">{index}</span>{item.anyOf ? `${shortName(item)}（有一样就行）` : paperName(item)}</h3>
      {item.anyOf ? <Ways item={item} /> : <p class="counts">{countsText(item)}</p>}
      {!item.certain && <p class="tag">看情况，可能用不到</p>}
      <p class="dim">为什么：{item.because}</p>
      {item.note && <p class="dim">提醒：{item.note}</p>}
      <div class="marks" role="group" aria-label={`${name}手边有吗`}>
        {STATUSES.map((s) => (
          <button key={s} type="button" class={s} aria-pressed={status === s} onClick={() => mark(s)}>{STATUS_LABELS[s]}</button>
        ))}
      </div>
      <div class="asks">
        <button type="button" class="quiet" onClick={() => ask("what", "这是什么")}>这是什么<span class="hidden">：{name}</span></button>
        <button type="button" class="quiet" onClick={() => ask("how", "怎么办这个")}>怎么办这个<span class="hidden">：{name}</span></button>
        <PaperFeedback page={page} item={item.id} name={name} />
      </div>
      <Sources sources={[item.source]} />
    </li>
  );
}

function Ways({ item }: { item: ItemView }) {
  return (
    <ul class="ways">
      {(item.anyOf ?? []).map((branch, i) => (
        <li key={i}>{branch.papers.map((p) => `${paperName(p)}（${countsText(p)}）`).join("，加上")}</li>
      ))}
    </ul>
  );
}
