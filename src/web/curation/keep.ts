/** A browser that closes in the middle loses nothing: what is typed is kept, offered again, and forgotten once saved. */

/** Milliseconds after the last key. */
const PAUSE = 800;
const PREFIX = "yct-draft:";
/** Kept words older than this are somebody's past, in milliseconds. */
const FORGET = 14 * 24 * 3_600_000;

interface Kept {
  readonly at: number;
  /** The text the page was made from: words typed on an older one are offered, never put in by themselves. */
  readonly seen: string;
  readonly fields: Readonly<Record<string, string>>;
}

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const boxesOf = (form: HTMLFormElement): Box[] => [...form.querySelectorAll<Box>("input:not([type=hidden]), textarea, select")].filter((b) => b.name !== "");
const valueOf = (box: Box): string => box instanceof HTMLInputElement && box.type === "checkbox" ? (box.checked ? "yes" : "") : box.value;

function put(box: Box, value: string): void {
  if (box instanceof HTMLInputElement && box.type === "checkbox") box.checked = value === "yes";
  else box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

export function keepForms(page: Document, storage: Storage): void {
  forgetOld(storage);
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-keep]")) {
    const key = PREFIX + form.dataset.keep!;
    const seen = form.querySelector<HTMLInputElement>("input[name=seen]")?.value ?? "";
    const original = new Map(boxesOf(form).map((b) => [b.name, valueOf(b)]));
    offer(form, read(storage, key), original, () => storage.removeItem(key));
    let timer: number | undefined;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        const fields = Object.fromEntries(boxesOf(form).map((b) => [b.name, valueOf(b)] as const).filter(([name, v]) => original.get(name) !== v));
        try {
          if (Object.keys(fields).length === 0) storage.removeItem(key);
          else storage.setItem(key, JSON.stringify({ at: Date.now(), seen, fields } satisfies Kept));
        } catch {
          // A full or forbidden storage: the page works without.
        }
      }, PAUSE);
    });
    // Kept until the server has it: a save that is refused or lost finds the words again; one that came about clears them below.
    form.addEventListener("submit", () => clearTimeout(timer));
  }
}

/** What was kept and already stands in the page was saved. */
function offer(form: HTMLFormElement, kept: Kept | null, original: ReadonlyMap<string, string>, forget: () => void): void {
  if (!kept) return;
  const open = Object.entries(kept.fields).filter(([name, value]) => original.get(name) !== value && original.has(name));
  if (open.length === 0) return forget();
  const note = document.createElement("p");
  note.className = "notice warn kept";
  note.append("上次在这里写的还没存：");
  const take = document.createElement("button");
  take.type = "button";
  take.textContent = "放回来";
  take.addEventListener("click", () => {
    for (const [name, value] of open) for (const box of boxesOf(form)) if (box.name === name) put(box, value);
    note.remove();
  });
  const drop = document.createElement("button");
  drop.type = "button";
  drop.textContent = "不要了";
  drop.addEventListener("click", () => { forget(); note.remove(); });
  note.append(take, drop);
  form.prepend(note);
}

function read(storage: Storage, key: string): Kept | null {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? "null") as Kept | null;
    return kept && typeof kept.fields === "object" ? kept : null;
  } catch {
    return null;
  }
}

function forgetOld(storage: Storage): void {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(PREFIX) && Date.now() - (read(storage, key)?.at ?? 0) > FORGET) storage.removeItem(key);
  }
}
