import { useState } from "preact/hooks";
import { useDesk } from "../context.ts";
import type { ByHand, HeardFact, View } from "../types.ts";
import { Part } from "./Part.tsx";
import { TypedAnswer } from "./TypedAnswer.tsx";

interface Props {
  readonly view: View;
  readonly canAct: boolean;
  readonly byHand: ByHand;
}

const MARKS = { have: "有了", lack: "还没有", unsure: "不确定" } as const;

/** What was heard: what waits for the agent's word first, then what counts already; each can be put right. */
export function Facts({ view, canAct, byHand }: Props) {
  const desk = useDesk();
  const { facts, marks } = view.copilot;
  const waiting = facts.filter((f) => f.state === "heard");
  const settled = facts.filter((f) => f.state === "settled");
  const isWaiting = waiting.length + marks.length > 0;
  if (facts.length + marks.length === 0) return null;
  return (
    <Part title="听到的情况" keys={isWaiting ? "Alt+Y" : undefined}>
      <ul class="facts">
        {waiting.map((f) => <Row key={`${f.guide} ${f.fact}`} fact={f} canAct={canAct} byHand={byHand} />)}
        {marks.map((m) => <li key={m.item} class="heard"><span>{m.name}：<b>{MARKS[m.status]}</b></span></li>)}
        {settled.map((f) => <Row key={`${f.guide} ${f.fact}`} fact={f} canAct={canAct} byHand={byHand} />)}
      </ul>
      {canAct && isWaiting && <div class="say-acts"><button type="button" class="primary" onClick={byHand(() => desk.act({ adopt: true }))}>都对，记下</button></div>}
    </Part>
  );
}

function Row({ fact, canAct, byHand }: { fact: HeardFact; canAct: boolean; byHand: Props["byHand"] }) {
  const desk = useDesk();
  const [isChanging, change] = useState(false);
  const choices = fact.choices.filter((c) => !c.id.endsWith("=not-known"));
  const choose = (id: string) => byHand(() => { change(false); return desk.act({ choice: id }); });
  return (
    <li class={fact.state}>
      <span>{fact.ask.replace(/[？?]$/, "")}：<b>{fact.label}</b></span>
      {canAct && <button type="button" class="quiet" aria-expanded={isChanging} onClick={() => change(!isChanging)}>改</button>}
      {isChanging && (
        <div class="answers" role="group" aria-label="改成">
          {fact.typed && <TypedAnswer typed={fact.typed} onDone={byHand(() => change(false))} />}
          {choices.map((c) => <button key={c.id} type="button" onClick={choose(c.id)}>{c.label}</button>)}
        </div>
      )}
    </li>
  );
}
