import { useDesk, spokenWait, useNow } from "../context.ts";
import type { State } from "../desk.ts";
import type { Board, Entry, PresenceKind } from "../types.ts";

const PRESENCES: Readonly<Record<PresenceKind, string>> = { online: "在线", busy: "忙碌", away: "离开" };

/** Who waits and who is mine: oldest first. */
export function Queue({ state, board }: { state: State; board: Board }) {
  const desk = useDesk();
  const now = useNow();
  const { me, queue, mine } = board;
  return (
    <nav class="queue" aria-label="队列">
      <div class="me-row">
        <label><span class="hidden">我的状态</span>
          <select value={me.presence} onChange={(e) => void desk.setPresence(e.currentTarget.value as PresenceKind)}>
            {Object.entries(PRESENCES).map(([id, name]) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        <button type="button" onClick={() => void desk.openCall()}>新来电</button>
      </div>
      {me.presence === "away" && <p class="hint warn">您现在是“离开”，市民看不到有人在。要接待请改成“在线”。</p>}
      <h2>我的 <span class="count">{mine.length}</span></h2>
      <ul>{mine.map((e) => <Row key={e.conversation} entry={e} now={now} isOpen={e.conversation === state.open} />)}</ul>
      {mine.length === 0 && <p class="hint">还没有接待中的会话。</p>}
      <h2>等人工 <span class="count">{queue.total}</span></h2>
      <ul>{queue.entries.map((e) => <Row key={e.conversation} entry={e} now={now} isOpen={e.conversation === state.open} isForMe={e.forAgent === me.id} />)}</ul>
      {queue.total === 0 && <p class="hint">没有人在等。</p>}
      {queue.total > queue.entries.length && <p class="hint">还有 {queue.total - queue.entries.length} 位在后面。</p>}
      <div class="queue-foot">
        {me.isSupervisor && <button type="button" class="quiet" onClick={() => desk.show("team")}>班组和统计</button>}
        <button type="button" class="quiet" onClick={() => desk.show("help")}>快捷键 ?</button>
      </div>
    </nav>
  );
}

function Row({ entry, now, isOpen, isForMe }: { entry: Entry; now: number; isOpen: boolean; isForMe?: boolean }) {
  const desk = useDesk();
  const waits = entry.status !== "taken" && entry.status !== "call";
  return (
    <li class={`row ${entry.status}`}>
      <button type="button" aria-current={isOpen ? "true" : undefined} onClick={() => void desk.open(entry.conversation)}>
        <span class="row-top"><b>{isForMe ? "转给您的" : entry.status === "call" ? "电话" : waits ? entry.reason : "接待中"}</b>
          <span class={waits && now - entry.askedAt > 120_000 ? "wait long" : "wait"}>{waits ? `等了${spokenWait(now - entry.askedAt)}` : entry.unanswered ? "有新话" : ""}</span></span>
        <span class="row-text">{entry.summary}</span>
      </button>
    </li>
  );
}
