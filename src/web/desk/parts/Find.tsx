import { useEffect, useState } from "preact/hooks";
import { useDesk } from "../context.ts";
import { findGuides } from "../requests.ts";
import type { Board, Found, View } from "../types.ts";
import { Overlay } from "./Overlay.tsx";

/** Milliseconds after the last key. */
const PAUSE = 120;
/** Shorter words answer a question, they ask for nothing. */
const SHORTEST_QUESTION = 4;

/** Guides by anything at hand. Enter uses the first. */
export function Find({ board, view }: { board: Board; view: View | null }) {
  const desk = useDesk();
  const [query, setQuery] = useState("");
  const [audience, setAudience] = useState("");
  const [region, setRegion] = useState(() => board.places.find((p) => p.adcode === view?.entry?.region)?.adcode ?? "");
  const [isLocalOnly, setLocalOnly] = useState(false);
  const [found, setFound] = useState<readonly Found[] | null>(null);
  // Words that are still on their way when this opens count as well, until the agent changes them.
  const [changed, change] = useState<string | null>(null);
  const asked = changed ?? view?.lines.findLast((l) => l.from === "citizen" && l.text.length >= SHORTEST_QUESTION)?.text ?? "";
  useEffect(() => {
    if (!query.trim()) return setFound(null);
    let isWanted = true;
    const timer = setTimeout(() => void findGuides(query, { audience, region, isLocalOnly: isLocalOnly && region !== "" }).then((list) => { if (isWanted) setFound(list); }), PAUSE);
    return () => { isWanted = false; clearTimeout(timer); };
  }, [query, audience, region, isLocalOnly]);
  const isMine = view !== null && view.agent?.id === board.me.id;
  const isSuggested = (id: string): boolean => view?.copilot.services.some((s) => s.id === id) ?? false;
  const use = async (id: string): Promise<void> => {
    // What the copilot did not have, the curators should: the question with the guide that answers it.
    const isFound = !isSuggested(id) && asked.trim() !== "";
    if (!await desk.act({ choice: `guide:${id}` })) return;
    if (isFound) await desk.act({ found: { query: asked.trim(), guide: id } });
    desk.show(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [first] = found ?? [];
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || !first || !isMine) return;
    event.preventDefault();
    void use(first.id);
  };
  return (
    <Overlay title="查指南" wide>
      <div class="find-row">
        <input data-first type="search" value={query} aria-label="查什么" placeholder="编号、名称、拼音首字母、材料、法条，怎么说都行" onInput={(e) => setQuery(e.currentTarget.value)} onKeyDown={onKeyDown} />
        <select aria-label="给谁办的" value={audience} onChange={(e) => setAudience(e.currentTarget.value)}>
          <option value="">个人和企业</option><option value="个人">个人</option><option value="企业">企业</option>
        </select>
        <select aria-label="哪里的规定" value={region} onChange={(e) => setRegion(e.currentTarget.value)}>
          <option value="">全国</option>{board.places.map((p) => <option key={p.adcode} value={p.adcode}>{p.name}</option>)}
        </select>
      </div>
      {board.places.length === 0 && <p class="hint">还没有哪个地方录入自己的规定，查的都是全国的。</p>}
      {region !== "" && <label class="tick"><input type="checkbox" checked={isLocalOnly} onChange={(e) => setLocalOnly(e.currentTarget.checked)} />只看这里另有规定的</label>}
      {isMine && (asked !== "" || changed !== null) && <label class="beside">市民的原话<input value={asked} maxLength={300} onInput={(e) => change(e.currentTarget.value)} /></label>}
      {found?.length === 0 && <p class="hint">没有找到。换个说法，或者只写要办的证、要交的材料。</p>}
      {found && (
        <ul class="found">{found.map((f) => (
          <li key={f.id}>
            <span><b>{f.plain || f.name}</b><span class="dim">{f.plain && f.plain !== f.name ? `${f.name}，` : ""}{f.authority}，{f.why}{f.isLocal ? "，这里另有规定" : ""}</span></span>
            <span class="found-acts">
              {f.written ? <a href={`/guides/${f.id}`} target="_blank" rel="noopener">看全文</a> : <span class="dim">指南还没写</span>}
              {isMine && <button type="button" onClick={() => void use(f.id)}>用这个</button>}
            </span>
          </li>
        ))}</ul>
      )}
      {isMine && asked !== "" && <p class="dim">用了助手没想到的指南，这句原话会记给知识管理员，下次机器人就认得。号码会遮住，姓名请自己删掉。</p>}
    </Overlay>
  );
}
