import type { Choice, ItemView, Reply } from "../../../domain/conversation.ts";
import { useApp } from "../app.ts";
import { countsText, paperName, shortName } from "../../shared/words.ts";
import { Sources } from "./Sources.tsx";
import { TripCard } from "./TripCard.tsx";

/** The government's line, answered by people. */
const HOTLINE = "12345";

/** One reply: its words, where they come from, and what may be chosen. */
export function ReplyBlock({ reply, isLive }: { reply: Reply; isLive: boolean }) {
  if (reply.plan) return <TripCard plan={reply.plan} />;
  return (
    <div class={`reply ${reply.kind}`}>
      {reply.kind === "checklist" && reply.checklist ? <ShortList text={reply.text} items={reply.checklist} /> : <Words text={reply.text} />}
      {reply.kind === "handoff" && reply.text.includes(HOTLINE) && <a class="call" href={`tel:${HOTLINE}`}>拨打 {HOTLINE}</a>}
      {reply.sources && reply.sources.length > 0 && <Sources sources={reply.sources} />}
      {reply.choices && reply.choices.length > 0 && <Choices choices={reply.choices} isLive={isLive} />}
    </div>
  );
}

function Words({ text }: { text: string }) {
  return <>{text.split("\n").filter((line) => line.trim()).map((line, i) => <p key={i}>{line}</p>)}</>;
}

/** The checklist in the conversation: what to bring at a glance; the rest stands in the checklist itself. */
function ShortList({ text, items }: { text: string; items: readonly ItemView[] }) {
  const { settings } = useApp();
  const [title = "", ...rest] = text.split("\n");
  const bring = items.filter((i) => !i.onSite);
  // Lines after the numbered ones: what is done at the counter, and whether the guide is complete.
  const after = rest.filter((line) => !/^\d+\. /.test(line));
  // In 长辈版 the next question must stay in sight: the names in one sentence, the rest is one press away.
  if (settings.elder) {
    return <><p>{title}{bring.map(shortName).join("、")}{bring.length > 0 && "。"}</p>{after.slice(items.length > bring.length ? 1 : 0).map((line, i) => <p key={i}>{line}</p>)}</>;
  }
  return (
    <>
      <p>{title}</p>
      <ol class="shortlist">
        {bring.map((item) => (
          <li key={item.id}>
            <b>{item.anyOf ? item.name : paperName(item)}</b>
            <span class="dim">{item.anyOf ? "有一样就行" : countsText(item)}{item.certain ? "" : "（看情况）"}</span>
          </li>
        ))}
      </ol>
      {after.map((line, i) => <p key={i} class="dim">{line}</p>)}
    </>
  );
}

/** A question about a paper, beside the answers proper. */
const isSide = (c: Choice): boolean => /^(what|how):/.test(c.id);

function Choices({ choices, isLive }: { choices: readonly Choice[]; isLive: boolean }) {
  const { choose, writeMessage } = useApp();
  // What could be chosen then; the same three buttons of every paper are not worth repeating.
  if (!isLive) return choices.length < 2 || choices.some(isSide) ? null : <p class="past-choices dim">当时可选：{choices.map((c) => c.label).join("、")}</p>;
  const button = (c: Choice) => (
    <button key={c.id} type="button" class={isSide(c) ? "choice side" : "choice"} onClick={() => c.id === "act:message" ? writeMessage() : choose(c.id, c.label)}>{c.label}</button>
  );
  const short = choices.every((c) => c.label.length <= 6);
  return (
    <div class={short ? "choices short" : "choices"} role="group" aria-label="可以选的回答">
      {choices.filter((c) => !isSide(c)).map(button)}
      {choices.some(isSide) && <div class="sides">{choices.filter(isSide).map(button)}</div>}
    </div>
  );
}
