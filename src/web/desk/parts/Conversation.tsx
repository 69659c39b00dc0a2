import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { spokenClock, useDesk } from "../context.ts";
import type { State } from "../desk.ts";
import { readContact } from "../requests.ts";
import type { Line, View } from "../types.ts";

interface Props {
  readonly state: State;
  readonly view: View;
  readonly me: string;
  readonly isSupervisor: boolean;
}

/** What was said, who has the conversation, and the box to write in. */
export function Conversation({ state, view, me, isSupervisor }: Props) {
  const isMine = view.agent?.id === me;
  return (
    <>
      <Head view={view} isMine={isMine} mayWrapUp={isMine || isSupervisor || view.agent === null && view.entry?.agent === me} />
      <Lines view={view} />
      {isMine ? <Composer state={state} view={view} /> : <NotMine view={view} isSupervisor={isSupervisor} />}
    </>
  );
}

function Head({ view, isMine, mayWrapUp }: { view: View; isMine: boolean; mayWrapUp: boolean }) {
  const desk = useDesk();
  const [phone, setPhone] = useState<string | null>(null);
  useEffect(() => setPhone(null), [view.id]);
  const who = view.agent ? (isMine ? (view.isCall ? "您在接这通电话" : "您在接待，机器人不说话") : `${view.agent.name} 在接待`)
    : view.entry?.status === "done" ? (view.isCall ? "电话已结束" : "已交还给机器人") : view.entry?.reason ?? "";
  const showPhone = async (): Promise<void> => setPhone(await readContact(desk, view.id) ?? "没有留电话，或者已经过了保存的时间");
  return (
    <header class="talk-head">
      <p><b>{view.state.guides.map((g) => g.name).join("、") || "还没说清要办什么"}</b><span class="dim">{who}</span></p>
      <div class="talk-acts">
        {view.hasMessage && view.entry?.status !== "done" && (phone === null ? <button type="button" onClick={() => void showPhone()}>看回电号码</button> : <output>{phone}</output>)}
        {isMine && <button type="button" onClick={() => desk.show("transfer")}>转出</button>}
        {isMine && <button type="button" onClick={() => desk.show("sms")}>发短信</button>}
        {mayWrapUp && <button type="button" onClick={() => desk.show("wrap-up")}>小结</button>}
        {isMine && <button type="button" class="primary" onClick={() => void desk.handBack()}>{view.isCall ? "结束通话" : "交还机器人"}</button>}
      </div>
    </header>
  );
}

const NAMES: Readonly<Record<Line["from"], string>> = { citizen: "市民", bot: "机器人", person: "坐席", note: "内部备注", system: "" };
/** Nearer to the end than this many pixels counts as reading along. */
const NEAR_END = 120;

/** Follows new lines only while one reads along at the end: what is being read does not run away. */
function Lines({ view }: { view: View }) {
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const last = view.lines.at(-1)?.seq ?? 0;
  useLayoutEffect(() => { follows.current = true; }, [view.id]);
  useLayoutEffect(() => {
    const element = list.current;
    if (element && follows.current) element.scrollTop = element.scrollHeight;
  }, [view.id, last]);
  const onScroll = (): void => {
    const element = list.current;
    if (element) follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
  };
  return (
    <div class="lines" data-id={view.id} ref={list} onScroll={onScroll} tabIndex={0} role="log" aria-label="说过的话">
      {view.lines.map((line, i) => line.from === "system"
        ? <p key={`${line.seq}-${i}`} class="line system">{spokenClock(line.at)} {line.text}</p>
        : (
          <article key={`${line.seq}-${i}`} class={`line ${line.from}`}>
            <p class="line-who">{view.isCall && line.from === "citizen" ? "来电人" : NAMES[line.from]} <time>{spokenClock(line.at)}</time>{line.isUnsent && <b class="unsent">还没送到</b>}</p>
            <p class="line-text">{line.text}</p>
          </article>
        ))}
      {view.lines.length === 0 && <p class="hint">{view.isCall ? "电话通了。听到什么就打什么，或者粘贴。" : "还没有说话。"}</p>}
    </div>
  );
}

function Composer({ state, view }: { state: State; view: View }) {
  const desk = useDesk();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isNote, setNote] = useState(false);
  const { draft, speaks } = state;
  useEffect(() => { area.current?.focus({ preventScroll: true }); }, [view.id]);
  // What has just been put in is ready to be changed.
  useEffect(() => {
    if (draft.from && draft.text === draft.from.text) area.current?.focus({ preventScroll: true });
  }, [draft.from]);
  const send = async (): Promise<void> => {
    if (!isNote) return desk.send();
    const text = draft.text.trim();
    if (text && await desk.act({ note: text })) { desk.setDraft(""); setNote(false); }
  };
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    // keyCode 229: Safari ends the composition before it tells of the key.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void send();
  };
  const isCaller = view.isCall && speaks === "caller" && !isNote;
  const label = isNote ? "内部备注，市民看不到" : isCaller ? "来电人说的话" : view.isCall ? "我说的话" : "发给市民";
  const { reach } = view;
  return (
    <form class={isNote ? "write note" : isCaller ? "write caller" : "write"} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div class="write-modes" role="group" aria-label="写什么">
        {view.isCall && <button type="button" aria-pressed={isCaller} onClick={() => { setNote(false); desk.setSpeaks("caller"); }}>对方说</button>}
        <button type="button" aria-pressed={!isNote && !isCaller} onClick={() => { setNote(false); desk.setSpeaks("me"); }}>{view.isCall ? "我说" : "发给市民"}</button>
        <button type="button" aria-pressed={isNote} onClick={() => setNote(true)}>内部备注</button>
        <span class="dim">Enter 发送，Alt+K 查指南，Alt+W 常用语</span>
      </div>
      {reach && <p class={reach.isOpen ? "hint" : "hint warn"} role="status">{reach.text}</p>}
      <div class="write-row">
        <textarea ref={area} rows={3} maxLength={1000} value={draft.text} aria-label={label} placeholder={label} onKeyDown={onKeyDown} onInput={(e) => desk.setDraft(e.currentTarget.value)} />
        <button type="submit" class="primary">{isNote ? "记下" : isCaller ? "记下" : view.isCall ? "说了" : "发送"}</button>
      </div>
    </form>
  );
}

function NotMine({ view, isSupervisor }: { view: View; isSupervisor: boolean }) {
  const desk = useDesk();
  if (view.agent) {
    return (
      <div class="not-mine"><p class="dim">您在旁边看，{view.agent.name} 和市民都不受影响。</p>
        {isSupervisor && <button type="button" onClick={() => void desk.act({ takeOver: true })}>接过来</button>}
      </div>
    );
  }
  if (view.isCall) return <div class="not-mine"><p class="dim">这通电话已经结束。</p></div>;
  return <div class="not-mine"><p class="dim">{view.entry?.note ? `同事备注：${view.entry.note}` : "接待以后机器人就不说话了，前面说的都在。"}</p><button type="button" class="primary" onClick={() => void desk.take(view.id)}>接待</button></div>;
}
