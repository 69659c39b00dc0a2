/** What the trip card can be turned into. Loaded when it is first wanted. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Plan } from "../../../domain/conversation.ts";
import { Refused } from "../../shared/api.ts";
import { copyText } from "../../shared/copy.ts";
import { useApp } from "../app.ts";
import type { KeptLink } from "../remembered.ts";

export interface TakeAwayProps {
  what: "pdf" | "visit" | "link";
  plan: Plan;
  onDone: () => void;
}

export function TakeAway({ what, plan, onDone }: TakeAwayProps) {
  return what === "pdf" ? <Pdf plan={plan} onDone={onDone} /> : what === "visit" ? <Visit plan={plan} onDone={onDone} /> : <Elsewhere />;
}

/** Runs what may fail; says what happened and what to do. */
function useWork() {
  const [state, setState] = useState<{ busy: boolean; trouble: string }>({ busy: false, trouble: "" });
  const run = (work: () => Promise<void>): void => {
    // Marked as busy, not disabled: a button that is disabled loses the focus.
    if (state.busy) return;
    setState({ busy: true, trouble: "" });
    work().then(
      () => setState({ busy: false, trouble: "" }),
      (error: unknown) => setState({ busy: false, trouble: error instanceof Refused ? error.detail : "没连上服务器。清单还在，网络好了再点一次。" }),
    );
  };
  return { ...state, run, trouble: <p class="trouble" role="alert">{state.trouble}</p> };
}

/** Names of files: no more than a phone shows. */
const shortTitle = (plan: Plan): string => plan.title.slice(0, 30);

function Pdf({ plan, onDone }: { plan: Plan; onDone: () => void }) {
  const { talk } = useApp();
  const { run, busy, trouble } = useWork();
  const [hasCode, setCode] = useState(false);
  const save = (large: boolean): void => run(async () => {
    const code = hasCode ? (await linkOf(talk)).code : undefined;
    await talk.save("/card", { large, ...(code ? { code } : {}) }, `出行单-${shortTitle(plan)}.pdf`);
    talk.notify("出行单存好了，在“下载”里。");
    onDone();
  });
  return (
    <div class="take">
      <p>一张 A4 纸，可以打印，也可以转给家里人。</p>
      <label class="check"><input type="checkbox" checked={hasCode} onChange={(e) => setCode(e.currentTarget.checked)} /><span>印上二维码，扫一下接着办<span class="dim">7 天里谁拿到这张纸都能扫开看，也可以随时收回。</span></span></label>
      <div class="offered"><button type="button" class="primary" aria-disabled={busy} onClick={() => save(false)}>{busy ? "正在做……" : "存标准字"}</button><button type="button" aria-disabled={busy} onClick={() => save(true)}>存大字</button></div>
      {trouble}
    </div>
  );
}

interface VisitDay {
  readonly day: string;
  readonly weekday: string;
  readonly open: boolean | null;
}

/** How many days are offered: two weeks of working days. */
const DAYS = 10;

function Visit({ plan, onDone }: { plan: Plan; onDone: () => void }) {
  const { talk } = useApp();
  const { run, busy, trouble } = useWork();
  const [days, setDays] = useState<readonly VisitDay[]>([]);
  const [day, setDay] = useState("");
  const [half, setHalf] = useState("morning");
  useEffect(() => run(async () => {
    const offered = (await talk.json<{ days: readonly VisitDay[] }>("/api/v1/visit-days")).days.filter((d) => d.open !== false).slice(0, DAYS);
    setDays(offered);
    setDay(offered[0]?.day ?? "");
  }), []);
  const hours = plan.sections.find((s) => s.title === "几点开门");
  const save = (): void => run(async () => {
    await talk.save("/visit", { day, half }, `去办-${shortTitle(plan)}.ics`);
    talk.notify("日历文件存好了，点开它就加进手机日历，前一天晚上会提醒。");
    onDone();
  });
  return (
    <form class="take" onSubmit={(e) => { e.preventDefault(); if (day) save(); }}>
      <fieldset><legend>哪天去<span class="dim">周末和节假日已经去掉</span></legend>
        <div class="pills">{days.map((d) => <Pill key={d.day} group="day" value={d.day} chosen={day} onChoose={setDay} label={`${Number(d.day.slice(5, 7))}月${Number(d.day.slice(8))}日 ${d.weekday}${d.open === null ? "（放假还没公布）" : ""}`} />)}</div>
      </fieldset>
      <fieldset><legend>什么时候</legend>
        <div class="pills"><Pill group="half" value="morning" chosen={half} onChoose={setHalf} label="上午 9 点" /><Pill group="half" value="afternoon" chosen={half} onChoose={setHalf} label="下午 2 点" /></div>
      </fieldset>
      {hours && <p class="dim">{hours.title}：{hours.lines.map((l) => l.text).join("；")}</p>}
      <div class="offered"><button type="submit" class="primary" aria-disabled={busy || !day}>{busy ? "正在做……" : "存日历文件"}</button></div>
      {trouble}
    </form>
  );
}

function Pill({ group, value, chosen, label, onChoose }: { group: string; value: string; chosen: string; label: string; onChoose: (value: string) => void }) {
  return <label class="pill"><input type="radio" name={group} value={value} checked={value === chosen} onChange={() => onChoose(value)} /><span>{label}</span></label>;
}

/** The link of this conversation, made when there is none yet. */
async function linkOf(talk: ReturnType<typeof useApp>["talk"]): Promise<Omit<KeptLink, "conversation">> {
  const kept = talk.link;
  if (kept) return kept;
  const made = await talk.ask<Omit<KeptLink, "conversation">>("POST", "/links");
  talk.keepLink(made);
  return made;
}

function Elsewhere() {
  const { talk } = useApp();
  const { run, busy, trouble } = useWork();
  const [link, setLink] = useState<Omit<KeptLink, "conversation"> | null>(talk.link);
  const [told, tell] = useState("");
  const copy = async (url: string): Promise<void> => tell(await copyText(url) ? "链接复制好了，发给自己或家里人就行。" : "浏览器不让复制，请长按下面的链接自己复制。");
  const revoke = (): void => run(async () => {
    const { revoked } = await talk.ask<{ revoked: number }>("DELETE", "/links");
    talk.keepLink(null);
    setLink(null);
    tell(revoked > 0 ? "收回了。以前发出去的链接和二维码都打不开了，凭它进来的设备也退出了。" : "没有要收回的，以前的都已经失效。");
  });
  return (
    <div class="take">
      <p>用另一台手机或电脑扫码、点链接，就能看到同一张清单接着办，两边同步。</p>
      {link ? <LinkView link={link} onCopy={() => void copy(link.url)} /> : (
        <div class="offered"><button type="button" class="primary" aria-disabled={busy} onClick={() => run(async () => { tell(""); setLink(await linkOf(talk)); })}>{busy ? "正在做……" : "生成二维码和链接"}</button></div>
      )}
      <p role="status">{told}</p>
      <div><button type="button" class="quiet" aria-disabled={busy} onClick={revoke}>收回所有链接和二维码</button></div>
      {trouble}
    </div>
  );
}

function LinkView({ link, onCopy }: { link: Omit<KeptLink, "conversation">; onCopy: () => void }) {
  const end = new Date(link.expiresAt);
  const copy = useRef<HTMLButtonElement>(null);
  // It stands where the button that made it was.
  useLayoutEffect(() => copy.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <svg class="qr" viewBox={`0 0 ${link.qr.size} ${link.qr.size}`} role="img" aria-label="接着办的二维码"><path d={link.qr.path} /></svg>
      <p class="url">{link.url}</p>
      <div class="offered"><button ref={copy} type="button" class="primary" onClick={onCopy}>复制链接</button></div>
      <p class="dim">{end.getMonth() + 1}月{end.getDate()}日以前有效。谁拿到都能打开看，别发到群里。</p>
    </>
  );
}
