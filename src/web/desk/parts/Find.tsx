import { useEffect, useState } from "preact/hooks";
import { useDesk } from "../context.ts";
import type { Board, Found, View } from "../types.ts";
import { Overlay } from "./Overlay.tsx";

/** Milliseconds after the last key. */
const PAUSE = 120;

/** Guides by anything at hand, and the team's canned sentences. */
export function Find({ board, view }: { board: Board; view: View | null }) {
  const desk = useDesk();
  const [query, setQuery] = useState("");
  const [audience, setAudience] = useState("");
  const [found, setFound] = useState<readonly Found[] | null>(null);
  useEffect(() => {
    if (!query.trim()) return setFound(null);
    let isWanted = true;
    const timer = setTimeout(() => void desk.find(query, audience).then((list) => { if (isWanted) setFound(list); }), PAUSE);
    return () => { isWanted = false; clearTimeout(timer); };
  }, [query, audience]);
  const isMine = view !== null && view.agent?.id === board.me.id;
  const asked = view?.copilot.utterance ?? "";
  const use = async (id: string): Promise<void> => {
    const isSuggested = view?.copilot.services.some((s) => s.id === id) ?? false;
    if (!await desk.act({ choice: `guide:${id}` })) return;
    // What the copilot did not have, the curators should: the question with the guide that answers it.
    if (!isSuggested && asked) await desk.act({ found: { query: asked, guide: id } });
    desk.show(null);
  };
  const wording = board.wording.filter((w) => !query.trim() || w.title.includes(query.trim()) || w.text.includes(query.trim()));
  return (
    <Overlay title="查指南、常用语" wide>
      <div class="find-row">
        <input data-first type="search" value={query} aria-label="查什么" placeholder="编号、名称、拼音首字母、材料、法条，怎么说都行" onInput={(e) => setQuery(e.currentTarget.value)} />
        <select aria-label="给谁办的" value={audience} onChange={(e) => setAudience(e.currentTarget.value)}>
          <option value="">个人和企业</option><option value="个人">个人</option><option value="企业">企业</option>
        </select>
      </div>
      {found?.length === 0 && <p class="hint">没有找到。换个说法，或者只写要办的证、要交的材料。</p>}
      {found && (
        <ul class="found">{found.map((f) => (
          <li key={f.id}>
            <span><b>{f.plain || f.name}</b><span class="dim">{f.plain && f.plain !== f.name ? `${f.name}，` : ""}{f.authority}，{f.why}</span></span>
            <span class="found-acts">
              {f.written ? <a href={`/guides/${f.id}`} target="_blank" rel="noopener">看全文</a> : <span class="dim">指南还没写</span>}
              {isMine && <button type="button" onClick={() => void use(f.id)}>用这个</button>}
            </span>
          </li>
        ))}</ul>
      )}
      {wording.length > 0 && <h3>常用语</h3>}
      <ul class="found">{wording.map((w) => (
        <li key={w.id}><span><b>{w.title}</b><span class="dim">{w.text}</span></span>
          {isMine && <button type="button" onClick={() => desk.insert("answer", `wording:${w.id}`, w.text)}>放进输入框</button>}</li>
      ))}</ul>
    </Overlay>
  );
}
