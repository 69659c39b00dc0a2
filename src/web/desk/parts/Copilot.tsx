import { useEffect, useState } from "preact/hooks";
import type { SuggestionKind } from "../../../domain/conversation.ts";
import { citationTitle, safeUrl, verifiedText } from "../../shared/words.ts";
import { useDesk } from "../context.ts";
import { chooseService } from "../shortcuts.ts";
import type { ByHand, Spoken, View } from "../types.ts";
import { Checklist } from "./Checklist.tsx";
import { Facts } from "./Facts.tsx";
import { Part } from "./Part.tsx";
import { TypedAnswer } from "./TypedAnswer.tsx";

interface Props {
  readonly view: View;
  /** Only the agent who has the conversation may act. */
  readonly canAct: boolean;
}

/**
 * What the agent may say and do next. While the pointer moves over it nothing in it moves: what is new waits until the
 * pointer leaves, the agent writes, or the agent's own click has brought it.
 */
export function Copilot({ view, canAct }: Props) {
  const desk = useDesk();
  const [isHeld, hold] = useState(false);
  const [shown, show] = useState(view);
  const isBehind = shown.seq < view.seq;
  useEffect(() => { if (!isHeld) show(view); }, [view, isHeld]);
  // A pointer left lying there aims at nothing once keys are pressed.
  useEffect(() => {
    const release = (): void => hold(false);
    document.addEventListener("keydown", release);
    return () => document.removeEventListener("keydown", release);
  }, []);
  const byHand: ByHand = (work) => () => void Promise.resolve(work()).then(() => { if (desk.state.view?.id === view.id) show(desk.state.view); });
  // A tick changes no place: while the list is the same one, it is always the latest.
  const latest = sameItems(shown, view) ? { ...shown, state: { ...shown.state, checklist: view.state.checklist } } : shown;
  const { copilot, state } = latest;
  const doubts = copilot.warnings.filter((w) => w.kind === "maybe");
  const insert = (kind: SuggestionKind, spoken: Spoken): void => desk.insert(kind, spoken.ref, spoken.say.join(""));
  return (
    <div class="copilot-body" onPointerMove={(e) => { if (e.pointerType === "mouse") hold(true); }} onPointerLeave={() => hold(false)}>
      <p class={isBehind ? "behind is" : "behind"} aria-live="polite">{isBehind && <button type="button" class="quiet" onClick={byHand(() => show(view))}>有新的建议，移开鼠标或点这里更新</button>}</p>
      <Warnings warnings={copilot.warnings.filter((w) => w.kind !== "maybe")} />
      <Part title="可能是这几件">
        {copilot.services.length === 0 ? <p class="hint">还没听出来要办什么。可以 <kbd>Alt+K</kbd> 自己查。</p> : (
          <ol class="services">
            {copilot.services.map((s, i) => (
              <li key={s.id} class={s.chosen ? "chosen" : ""}>
                <button type="button" disabled={!canAct || s.chosen} onClick={byHand(() => chooseService(desk, s.id))}>
                  <kbd>{i + 1}</kbd><b>{s.name}</b>{s.chosen ? <span class="dim">正在办</span> : s.score > 0 && <span class="dim">{Math.round(s.score * 100)}%</span>}
                </button>
                <span class="why">
                  {s.why.length > 0 && <span class="dim">听到：{s.why.map((w) => w.replace(/^≈/, "")).join("、")}</span>}
                  {s.written ? <a href={`/guides/${s.id}`} target="_blank" rel="noopener">看指南</a> : <span class="dim">指南还没写</span>}
                  {canAct && !s.chosen && <button type="button" class="quiet" onClick={byHand(() => desk.judge("service", s.id, "rejected"))}>不是这个</button>}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Part>
      {copilot.answer && (
        <Part title="答他问的" keys="Alt+A">
          <Say spoken={copilot.answer} />
          {canAct && <Acts kind="answer" spoken={copilot.answer} onInsert={byHand(() => copilot.answer && insert("answer", copilot.answer))} />}
        </Part>
      )}
      {copilot.next && (
        <Part title="下一句" keys="Alt+Q">
          <Say spoken={copilot.next} />
          {canAct && <Acts kind="question" spoken={copilot.next} onInsert={byHand(() => copilot.next && insert("question", copilot.next))} />}
          {canAct && copilot.next.choices.length > 0 && (
            <div class="answers" role="group" aria-label="他怎么答的">
              {copilot.next.typed && <TypedAnswer typed={copilot.next.typed} onDone={byHand(() => {})} />}
              {copilot.next.choices.map((c) => <button key={c.id} type="button" onClick={byHand(() => desk.act({ choice: c.id }))}>{c.label}</button>)}
            </div>
          )}
        </Part>
      )}
      {doubts.length > 0 && <details class="part doubts"><summary>有 {doubts.length} 种情形要留意，可能办不了或不用跑</summary><Warnings warnings={doubts} /></details>}
      <Facts view={shown} canAct={canAct} byHand={byHand} />
      {state.checklist.length > 0 && (
        <Part title={`要带的${copilot.papers.length > 0 ? "" : "材料"}`} keys="Alt+P">
          <Checklist view={latest} canAct={canAct} byHand={byHand} />
          {canAct && copilot.papers.length > 0 && (
            <div class="say-acts"><button type="button" onClick={byHand(() => desk.insert("paper", "papers", copilot.papers.join("\n")))}>放进输入框（每次最多三样）</button></div>
          )}
        </Part>
      )}
    </div>
  );
}

function Warnings({ warnings }: { warnings: View["copilot"]["warnings"] }) {
  if (warnings.length === 0) return null;
  return <ul class="warnings">{warnings.map((w) => <li key={w.text} class={w.kind}>{w.text}{w.source && <Source source={w.source} />}</li>)}</ul>;
}

function sameItems(a: View, b: View): boolean {
  const ids = (v: View): string => v.state.checklist.map((i) => i.id).join();
  return ids(a) === ids(b);
}

function Say({ spoken }: { spoken: Spoken }) {
  return (
    <div class="say">
      {spoken.say.map((line, i) => <p key={i}>{line}</p>)}
      {spoken.sources.slice(0, 2).map((s, i) => <Source key={i} source={s} />)}
    </div>
  );
}

function Source({ source }: { source: Spoken["sources"][number] }) {
  const url = safeUrl(source.url);
  const title = citationTitle(source);
  return <span class="source">{url ? <a href={url} target="_blank" rel="noopener noreferrer">{title}</a> : title}（{verifiedText(source)}）</span>;
}

function Acts({ kind, spoken, onInsert }: { kind: SuggestionKind; spoken: Spoken; onInsert: () => void }) {
  const desk = useDesk();
  return (
    <div class="say-acts">
      <button type="button" onClick={onInsert}>放进输入框</button>
      <button type="button" class="quiet" onClick={() => void desk.judge(kind, spoken.ref, "rejected")}>不对</button>
    </div>
  );
}
