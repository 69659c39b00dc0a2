import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Feedback, FeedbackVerdict } from "../../../domain/conversation.ts";
import { useApp } from "../app.ts";
import type { Page } from "../page.ts";
import { toldOf } from "../shown.ts";

/** What is usually wrong; a press is enough. */
const ABOUT_ANSWER = ["答的不是我问的", "看不懂", "内容不对", "没说全"] as const;
const ABOUT_PAPER = ["不用带这一样", "份数不对", "少说了要求", "和窗口说的不一样"] as const;

const TOLD: Readonly<Record<FeedbackVerdict, string>> = { useful: "您点过“有用”。", useless: "您点过“没用”。", wrong: "您说过这里写错了。" };

/** 有用吗, under an answer. */
export function AnswerFeedback({ page, seq }: { page: Page; seq: number }) {
  const { send, told, isAsking, ask, place } = useFeedback(page, { seq });
  if (told) return <p ref={place} class="feedback dim" tabIndex={-1}>{told}</p>;
  if (isAsking) return <Reasons title="哪里没帮上？" offered={ABOUT_ANSWER} onReason={(reason) => send("useless", reason)} onLeave={() => ask(false)} />;
  return (
    <div ref={place} class="feedback" role="group" aria-label="这个回答有用吗" tabIndex={-1}>
      <span class="dim" aria-hidden="true">有用吗</span>
      <button type="button" class="quiet" onClick={() => send("useful")}>有用</button>
      <button type="button" class="quiet" onClick={() => ask(true)}>没用</button>
    </div>
  );
}

/** 这里写错了, on a paper of the checklist. @param name for those who hear the button out of its place */
export function PaperFeedback({ page, item, name }: { page: Page; item: string; name: string }) {
  const { send, told, isAsking, ask, place } = useFeedback(page, { item });
  if (told) return <p ref={place} class="feedback dim" tabIndex={-1}>{told}</p>;
  if (isAsking) return <Reasons title="哪里写错了？" offered={ABOUT_PAPER} onReason={(reason) => send("wrong", reason)} onLeave={() => ask(false)} />;
  return <button ref={place} type="button" class="quiet" onClick={() => ask(true)}>这里写错了<span class="hidden">：{name}</span></button>;
}

function useFeedback(page: Page, about: Feedback["about"]) {
  const { talk } = useApp();
  const [isAsking, setAsking] = useState(false);
  // What a press puts in the place of what was pressed takes the focus along.
  const isPressed = useRef(false);
  const place = (element: HTMLElement | null): void => {
    if (!element || !isPressed.current) return;
    isPressed.current = false;
    element.focus({ preventScroll: true });
  };
  const given = toldOf(page, about);
  return {
    isAsking, place,
    ask: (isOpen: boolean): void => {
      isPressed.current = !isOpen;
      setAsking(isOpen);
    },
    told: given && (given.thanks ?? TOLD[given.verdict]),
    send: (verdict: FeedbackVerdict, reason = ""): void => {
      isPressed.current = true;
      talk.send({ feedback: { about, verdict, ...(reason ? { reason } : {}) } }, "");
    },
  };
}

interface ReasonsProps {
  title: string;
  offered: readonly string[];
  /** An empty one when none is given. */
  onReason: (reason: string) => void;
  onLeave: () => void;
}

/** Why: one press, or a few words of one's own, or nothing. */
function Reasons({ title, offered, onReason, onLeave }: ReasonsProps) {
  const [words, write] = useState("");
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus({ preventScroll: true }), []);
  return (
    <form class="reasons" aria-label={title} onSubmit={(event) => { event.preventDefault(); onReason(words.trim()); }}>
      <p aria-hidden="true">{title}</p>
      <div class="offered">{offered.map((text, i) => <button key={text} ref={i === 0 ? first : undefined} type="button" onClick={() => onReason(text)}>{text}</button>)}</div>
      <input type="text" value={words} maxLength={300} autocomplete="off" placeholder="也可以写一句，别写证件号" aria-label="也可以写一句，别写证件号" onInput={(event) => write(event.currentTarget.value)} />
      <div class="offered"><button type="submit" class="primary">提交</button><button type="button" class="quiet" onClick={onLeave}>不说了</button></div>
    </form>
  );
}
