/**
 * The keys. With Alt, so that they work while one is writing; by the place of the key, so that an input method or a
 * Mac's Alt letters do not matter. `?` lists them.
 */
import type { DeskPage } from "./desk.ts";

export interface Shortcut {
  /** `KeyboardEvent.code`. */
  readonly code: string;
  readonly keys: string;
  readonly does: string;
  readonly run: (desk: DeskPage) => void;
}

const service = (n: number): Shortcut => ({
  code: `Digit${n}`, keys: `Alt+${n}`, does: `选第 ${n} 个事项`,
  run: (desk) => {
    const found = desk.state.view?.copilot.services[n - 1];
    if (found) void chooseService(desk, found.id);
  },
});

/** Chooses a service and counts the suggestion as accepted. */
export async function chooseService(desk: DeskPage, id: string): Promise<void> {
  if (await desk.act({ choice: `guide:${id}` })) await desk.judge("service", id, "accepted");
}

export const SHORTCUTS: readonly Shortcut[] = [
  { code: "KeyN", keys: "Alt+N", does: "接下一位等着的市民", run: (desk) => void desk.takeNext() },
  { code: "KeyC", keys: "Alt+C", does: "新来电", run: (desk) => void desk.openCall() },
  { code: "KeyM", keys: "Alt+M", does: "电话里：换成对方说、我说", run: (desk) => desk.setSpeaks(desk.state.speaks === "me" ? "caller" : "me") },
  { code: "KeyA", keys: "Alt+A", does: "把答复放进输入框", run: (desk) => insert(desk, "answer") },
  { code: "KeyQ", keys: "Alt+Q", does: "把下一句要问的放进输入框", run: (desk) => insert(desk, "question") },
  { code: "KeyP", keys: "Alt+P", does: "把要带的材料放进输入框", run: (desk) => {
    const papers = desk.state.view?.copilot.papers ?? [];
    if (papers.length > 0) desk.insert("paper", "papers", papers.join("\n"));
  } },
  { code: "KeyY", keys: "Alt+Y", does: "听到的情况都记下", run: (desk) => void desk.act({ adopt: true }) },
  service(1), service(2), service(3),
  { code: "KeyK", keys: "Alt+K", does: "查指南", run: (desk) => desk.show("find") },
  { code: "KeyW", keys: "Alt+W", does: "常用语：再按 1 到 9 放进输入框", run: (desk) => desk.show("wording") },
  { code: "KeyS", keys: "Alt+S", does: "小结、导出工单", run: (desk) => { if (desk.state.view) desk.show("wrap-up"); } },
  { code: "KeyT", keys: "Alt+T", does: "转给同事", run: (desk) => { if (desk.state.view) desk.show("transfer"); } },
  { code: "KeyB", keys: "Alt+B", does: "交还给机器人；电话里是结束通话", run: (desk) => void desk.handBack() },
  { code: "ArrowDown", keys: "Alt+↓", does: "下一个会话", run: (desk) => step(desk, 1) },
  { code: "ArrowUp", keys: "Alt+↑", does: "上一个会话", run: (desk) => step(desk, -1) },
];

function insert(desk: DeskPage, kind: "answer" | "question"): void {
  const copilot = desk.state.view?.copilot;
  const spoken = kind === "answer" ? copilot?.answer : copilot?.next;
  if (spoken) desk.insert(kind, spoken.ref, spoken.say.join(""));
}

function step(desk: DeskPage, by: number): void {
  const all = desk.state.board?.mine ?? [];
  const next = all[(all.findIndex((e) => e.conversation === desk.state.open) + by + all.length) % Math.max(1, all.length)];
  if (next) void desk.open(next.conversation);
}

/** Keys beside the Alt ones: `?` and Esc. Nothing happens while an input method is composing. */
export function onKey(desk: DeskPage, event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229) return;
  const writes = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
  if (event.key === "Escape" && desk.state.overlay) {
    event.preventDefault();
    return desk.show(null);
  }
  if (!writes && (event.key === "?" || event.key === "？")) {
    event.preventDefault();
    return desk.show("help");
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const shortcut = SHORTCUTS.find((s) => s.code === event.code);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run(desk);
}
