import { useState } from "preact/hooks";
import { useDesk } from "../context.ts";
import type { Board } from "../types.ts";
import { Overlay } from "./Overlay.tsx";

const PRESENCES = { online: "在线", busy: "忙碌", away: "离开" } as const;

/** To a colleague or back into the queue, with a note the citizen never sees. */
export function Transfer({ board }: { board: Board }) {
  const desk = useDesk();
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const others = board.colleagues.filter((c) => c.agent !== board.me.id);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await desk.act({ transfer: { to: to || null, note: note.trim() } })) desk.show(null);
  };
  return (
    <Overlay title="转出">
      <form class="stack" onSubmit={(e) => void submit(e)}>
        <label>转给谁
          <select data-first value={to} onChange={(e) => setTo(e.currentTarget.value)}>
            <option value="">回队列，谁先有空谁接</option>
            {others.map((c) => <option key={c.agent} value={c.agent}>{c.name}（{PRESENCES[c.presence]}）</option>)}
          </select>
        </label>
        <label>给同事的备注，市民看不到<textarea rows={3} maxLength={1000} value={note} onInput={(e) => setNote(e.currentTarget.value)} /></label>
        <button type="submit" class="primary">转出</button>
      </form>
    </Overlay>
  );
}
