import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useApp } from "../app.ts";
import type { Entry, Page } from "../page.ts";
import { liveEntry, shownEntries } from "../shown.ts";
import { canSpeak, speak, stopSpeaking } from "../../shared/speech.ts";
import { AnswerFeedback } from "./Feedback.tsx";
import { ReplyBlock } from "./Reply.tsx";

const SPEAKERS = { bot: "一次通（机器人）", person: "工作人员", citizen: "您" } as const;

/** The talk so far. In 长辈版 only the latest exchange stands open, so that one question fills the screen. */
export function Conversation({ page }: { page: Page }) {
  const { settings } = useApp();
  const [isAll, setAll] = useState(false);
  const entries = shownEntries(page);
  const live = liveEntry(page);
  const latest = lastFromCitizen(entries);
  const hides = settings.elder && !isAll && latest > 0;
  const shown = hides ? entries.slice(latest) : entries;
  const newest = entries.at(-1)?.key;
  const end = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => { if (newest) scrollToLatest(end.current); }, [newest, page.slow]);
  return (
    <section class="talk" aria-label="对话">
      {hides && <button type="button" class="quiet earlier" onClick={() => setAll(true)}>看前面说过的</button>}
      <div ref={end}>
        {shown.map((entry) => <EntryBlock key={entry.key} page={page} entry={entry} isLive={entry.key === live} />)}
        {page.slow && <p class="thinking">正在查<span class="dots" aria-hidden="true"><i /><i /><i /></span></p>}
      </div>
    </section>
  );
}

function lastFromCitizen(entries: readonly Entry[]): number {
  for (let i = entries.length - 1; i >= 0; i--) if (entries[i]!.from === "citizen") return i;
  return 0;
}

/** The person's latest words go to the top of the screen, so that the answer is read from its beginning. */
function scrollToLatest(list: HTMLElement | null): void {
  const said = list?.querySelectorAll<HTMLElement>(".entry.citizen");
  said?.[said.length - 1]?.scrollIntoView({ block: "start", behavior: "auto" });
}

/** What tells something; a question, and the "noted" that leads to it, are nothing to find useful or not. */
const tells = ({ replies }: Entry): boolean => replies.every((r) => r.kind === "say")
  || replies.some((r) => r.kind === "say" ? r.sources !== undefined : !["ask", "item", "clarify"].includes(r.kind));

function EntryBlock({ page, entry, isLive }: { page: Page; entry: Entry; isLive: boolean }) {
  if (entry.from === "citizen") {
    return <div class="entry citizen" tabIndex={-1}><p><span class="hidden">您说：</span>{entry.text}</p></div>;
  }
  return (
    <article class={`entry ${entry.from}`} aria-label={SPEAKERS[entry.from]}>
      <div class="speaker"><span>{SPEAKERS[entry.from]}</span>{canSpeak && <ReadAloud text={entry.text} />}</div>
      {entry.replies.length === 0 ? <div class="reply say"><p>{entry.text}</p></div>
        : entry.replies.map((reply, i) => <ReplyBlock key={i} reply={reply} isLive={isLive} />)}
      {entry.from === "bot" && entry.seq !== undefined && tells(entry) && <AnswerFeedback page={page} seq={entry.seq} />}
    </article>
  );
}

function ReadAloud({ text }: { text: string }) {
  const { settings } = useApp();
  const [isReading, setReading] = useState(false);
  useEffect(() => () => stopSpeaking(), []);
  const toggle = (): void => {
    if (isReading) stopSpeaking();
    else speak(text, settings.elder, () => setReading(false));
    setReading(!isReading);
  };
  return <button type="button" class="quiet" onClick={toggle}>{isReading ? "停下" : "念给我听"}</button>;
}
