import type { Verdict } from "../../../domain/conversation.ts";
import { useApp } from "../app.ts";
import type { Page } from "../page.ts";
import { shownStatus } from "../shown.ts";
import { progressText } from "../../shared/words.ts";
import { ChecklistItem } from "./ChecklistItem.tsx";
import { Known } from "./Known.tsx";

/** The personal checklist that lives beside the talk: verdict, papers, what is done at the counter, what is known. */
export function Checklist({ page, onAsked }: { page: Page; onAsked: () => void }) {
  const view = page.view;
  const items = view?.checklist ?? [];
  const bring = items.filter((i) => !i.onSite);
  const onSite = items.filter((i) => i.onSite);
  if (!view || view.guides.length === 0) return <Nothing onAsked={onAsked} />;
  return (
    <>
      <p class="dim service">{view.guides.map((g) => g.name).join("、")}</p>
      {view.verdict ? <VerdictBanner verdict={view.verdict} title={progressText(view)} />
        : view.asking?.kind === "fact" && items.length > 0 && <p class="banner asking"><b>清单还没定</b>答完问题，可能会少几样。</p>}
      {bring.length > 0 && (
        <ol class="items">
          {bring.map((item, i) => (
            <ChecklistItem key={item.id} page={page} item={item} index={i + 1} status={shownStatus(page, item.id, item.status)} onAsked={onAsked} />
          ))}
        </ol>
      )}
      {items.length === 0 && <p class="dim">材料还没列出来。在对话里点“好，看看要带什么”，或者打字说“要带什么”。</p>}
      {onSite.length > 0 && (
        <div class="onsite">
          <h3>到窗口现场办，不用带</h3>
          <ul>{onSite.map((i) => <li key={i.id}>{i.name}{i.note && <span class="dim">{i.note}</span>}</li>)}</ul>
        </div>
      )}
      <Known view={view} onAsked={onAsked} />
    </>
  );
}

function VerdictBanner({ verdict, title }: { verdict: Verdict; title: string }) {
  // The server's sentence stands alone, so it often begins with what the title already says.
  const rest = verdict.text.startsWith(title) ? verdict.text.slice(title.length).replace(/^[：。，]/, "") : verdict.text;
  return <p class={`banner ${verdict.kind}`}><b>{title}</b>{rest}</p>;
}

function Nothing({ onAsked }: { onAsked: () => void }) {
  const { choose, talk } = useApp();
  const example = "给三岁的孩子办护照";
  return (
    <div class="nothing">
      <p>说清要办哪件事，要带的材料就列在这里，有一样勾一样。</p>
      <p class="dim">比如说：</p>
      <button type="button" onClick={() => { onAsked(); choose("", example); talk.closeNotice(); }}>{example}</button>
    </div>
  );
}
