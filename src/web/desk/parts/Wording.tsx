import { useEffect, useState } from "preact/hooks";
import { search } from "../../shared/search.ts";
import { useDesk } from "../context.ts";
import { dropWording, saveWording } from "../requests.ts";
import type { Board, View, Wording } from "../types.ts";
import { Overlay } from "./Overlay.tsx";

const MOST_SHOWN = 50;
/** The first ones have a digit. */
const KEYS = 9;

/** Canned wording: found by a few letters, put into the box by its digit, changed there before it is sent. */
export function WordingList({ board, view }: { board: Board; view: View | null }) {
  const desk = useDesk();
  const [query, setQuery] = useState("");
  const [edited, edit] = useState<Wording | "new" | null>(null);
  useEffect(() => void desk.refresh(), [desk]);
  const { me, wording } = board;
  const shown = query.trim() ? search(wording, query, MOST_SHOWN).map((f) => f.entry) : wording.entries.slice(0, MOST_SHOWN);
  const canInsert = view !== null && view.agent?.id === me.id;
  const insert = (w: Wording | undefined): void => { if (canInsert && w) desk.insert(null, `wording:${w.id}`, w.text); };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit === undefined && event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    insert(shown[digit === undefined ? 0 : Number(digit) - 1]);
  };
  if (edited !== null) return <Overlay title={edited === "new" ? "加一条常用语" : "改常用语"}><Edit me={me} before={edited === "new" ? null : edited} onDone={() => edit(null)} /></Overlay>;
  return (
    <Overlay title="常用语" wide>
      <input data-first type="search" value={query} aria-label="找常用语" placeholder="打几个字，或者拼音首字母" onInput={(e) => setQuery(e.currentTarget.value)} onKeyDown={onKeyDown} />
      <p class="hint">{canInsert ? <>按 <kbd>1</kbd> 到 <kbd>9</kbd> 放进输入框，回车放第一条；放进去还可以改，不会自己发。</> : "接待以后才能放进输入框。"}</p>
      {shown.length === 0 && <p class="hint">{query.trim() ? "没有找到，换个字试试。" : "还没有常用语。班长可以加。"}</p>}
      <ol class="found">{shown.map((w, i) => (
        <li key={w.id}>
          <span><b>{i < KEYS && <kbd>{i + 1}</kbd>} {w.title}</b><span class="dim">{w.team ?? "全体"}：{w.text}</span></span>
          <span class="found-acts">
            {mayKeep(me, w.team) && <button type="button" class="quiet" onClick={() => edit(w)}>改</button>}
            {canInsert && <button type="button" onClick={() => insert(w)}>放进输入框</button>}
          </span>
        </li>
      ))}</ol>
      {me.isSupervisor && <div class="form-acts"><button type="button" onClick={() => edit("new")}>加一条</button></div>}
    </Overlay>
  );
}

/** As the server decides it: who is limited to departments keeps theirs. */
function mayKeep({ isSupervisor, teams }: Board["me"], team: string | null): boolean {
  return isSupervisor && (teams.length === 0 || team !== null && teams.includes(team));
}

function Edit({ me, before, onDone }: { me: Board["me"]; before: Wording | null; onDone: () => void }) {
  const desk = useDesk();
  const [title, setTitle] = useState(before?.title ?? "");
  const [text, setText] = useState(before?.text ?? "");
  const [team, setTeam] = useState(before?.team ?? me.teams[0] ?? "");
  const [isSure, setSure] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await saveWording(desk, { ...before ? { id: before.id } : {}, team: team.trim() || null, title: title.trim(), text: text.trim() })) onDone();
  };
  const drop = async (): Promise<void> => {
    if (!isSure || !before) return setSure(true);
    await dropWording(desk, before.id);
    onDone();
  };
  return (
    <form class="stack" onSubmit={(e) => void submit(e)}>
      <label>叫什么<input data-first required maxLength={40} value={title} onInput={(e) => setTitle(e.currentTarget.value)} /></label>
      <label>怎么说<textarea required rows={3} maxLength={1000} value={text} onInput={(e) => setText(e.currentTarget.value)} /></label>
      <label>给哪个部门用
        {me.teams.length > 0
          ? <select value={team} onChange={(e) => setTeam(e.currentTarget.value)}>{me.teams.map((t) => <option key={t} value={t}>{t}</option>)}</select>
          : <input maxLength={50} value={team} placeholder="不写就是全体；部门名要和账号里的一样" onInput={(e) => setTeam(e.currentTarget.value)} />}
      </label>
      <div class="form-acts">
        <button type="submit" class="primary">存</button>
        <button type="button" onClick={onDone}>不改了</button>
        {before && <button type="button" class="quiet" onClick={() => void drop()}>{isSure ? "再点一次就删掉" : "删掉"}</button>}
      </div>
    </form>
  );
}
