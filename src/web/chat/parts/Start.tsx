import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useApp } from "../app.ts";
import type { Page } from "../page.ts";
import type { SearchIndex, ServiceEntry } from "../../../domain/searchIndex.ts";
import { search, type Found } from "../../shared/search.ts";
import { Composer } from "./Composer.tsx";
import { NetLine } from "./NetLine.tsx";
import { RegionLine } from "./RegionLine.tsx";
import { EXAMPLES, SCENES } from "../scenes.ts";

/** How many services are shown while one types. */
const MAX_FOUND = 6;

/** Before anything is said: one box, examples, scenes of life, and what was left unfinished. */
export function Start({ page, services }: { page: Page; services: () => Promise<SearchIndex<ServiceEntry>> }) {
  const { talk, choose, place, settings } = useApp();
  const found = useSearch(page.draft, services);
  const top = useRef<HTMLDivElement>(null);
  // After 重新开始 the page begins at its beginning.
  useLayoutEffect(() => top.current?.closest(".yct")?.scrollIntoView(), []);
  return (
    <div class="start" ref={top}>
      <section class="hero" aria-labelledby="ask">
        <h1 id="ask" tabIndex={-1}>您想办什么事？</h1>
        <p class="lead">用平常的话说就行。问几句情况，给您列一张准确的材料清单，争取一次办成。</p>
        <NetLine page={page} />
        <Composer draft={page.draft} label="您想办的事" placeholder={settings.elder ? "身份证丢了" : "比如：身份证丢了"} />
        {found.length > 0 ? <FoundServices found={found} /> : (
          <div class="examples">
            <span class="dim">试试：</span>
            {EXAMPLES.map((text) => <button key={text} type="button" onClick={() => choose("", text)}>{text}</button>)}
          </div>
        )}
        <p class="dim privacy">不用登录，也不要输入身份证号、银行卡号。</p>
        <RegionLine />
      </section>
      {page.shelved && (
        <section class="resume" aria-label="没办完的事">
          <p><b>上次没办完：{page.shelved.title}</b>{page.shelved.progress && <span class="dim">{page.shelved.progress}</span>}</p>
          <button type="button" class="primary" onClick={() => void talk.takeUp(page.shelved!)}>接着办</button>
          <button type="button" class="quiet" onClick={() => talk.dropShelved()}>不要了</button>
        </section>
      )}
      {talk.remembered.recent.length > 0 && (
        <section class="recent" aria-labelledby="recent">
          <h2 id="recent">最近看过</h2>
          <ul>{talk.remembered.recent.map((s) => <li key={s.id}><button type="button" onClick={() => choose(`guide:${s.id}`, s.name)}>{s.name}</button></li>)}</ul>
        </section>
      )}
      <section class="scenes" aria-labelledby="scenes">
        <h2 id="scenes">遇到了什么事</h2>
        <ul>
          {SCENES.map((s) => (
            <li key={s.title}>
              <button type="button" onClick={() => choose("", s.say)}><b>{s.title}</b><span class="dim">{s.covers}</span></button>
            </li>
          ))}
        </ul>
      </section>
      <p class="all"><a href={`${place.base}/guides`} target={place.onClose ? "_blank" : undefined}>查看全部事项</a></p>
    </div>
  );
}

function FoundServices({ found }: { found: readonly Found<ServiceEntry>[] }) {
  const { talk, choose } = useApp();
  const pick = ({ entry }: Found<ServiceEntry>): void => {
    talk.draft(""); // what was typed to find it has served
    choose(`guide:${entry.id}`, entry.name);
  };
  return (
    <div class="found">
      <p class="dim" id="found">可能是这些事，点一个，或者写完直接发送：</p>
      <ul aria-labelledby="found">
        {found.map((f) => (
          <li key={f.entry.id}>
            <button type="button" onClick={() => pick(f)}>
              <b>{f.entry.plain || f.entry.name}</b>
              <span class="dim">{[f.entry.plain && f.entry.plain !== f.entry.name ? f.entry.name : "", f.entry.authority].filter(Boolean).join("，")}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The list of services is fetched when the first character is typed, never before. */
function useSearch(draft: string, services: () => Promise<SearchIndex<ServiceEntry>>): readonly Found<ServiceEntry>[] {
  const [all, setAll] = useState<SearchIndex<ServiceEntry> | null>(null);
  const wanted = draft.trim().length > 0;
  useEffect(() => {
    // Without the list one can still say it in words.
    if (wanted && !all) services().then(setAll, () => {});
  }, [wanted]);
  return wanted && all ? search(all, draft, MAX_FOUND) : [];
}
