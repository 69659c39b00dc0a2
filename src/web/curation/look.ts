/** New lines of a list of utterances are looked at while one types: doubles, and those that another service claims. */

/** Milliseconds after the last key. */
const PAUSE = 700;
/** Lines that are asked about in one go. */
const MOST = 40;

interface Looked {
  readonly line: string;
  readonly level: "ok" | "warning" | "error";
  readonly says: string;
}

const linesOf = (box: HTMLTextAreaElement): string[] => box.value.split("\n").map((l) => l.trim()).filter((l) => l !== "");

export function lookAtLines(page: Document): void {
  for (const box of page.querySelectorAll<HTMLTextAreaElement>("textarea[name='f:utterances']")) {
    const form = box.form;
    const told = form?.querySelector<HTMLElement>("[data-looked]");
    const path = form?.querySelector<HTMLInputElement>("input[name=path]")?.value;
    if (!told || path === undefined) continue;
    const had = new Set(linesOf(box));
    let timer: number | undefined;
    let asked = 0;
    const look = async (): Promise<void> => {
      const lines = linesOf(box);
      const fresh = [...new Set(lines.filter((l) => !had.has(l)))].slice(0, MOST);
      const doubles = lines.filter((l, i) => lines.indexOf(l) !== i);
      const n = ++asked;
      const found = fresh.length === 0 ? [] : await ask(path, fresh).catch((): Looked[] => []);
      if (n === asked) show(told, [...doubles.map((line): Looked => ({ line, level: "warning", says: "写了两遍。" })), ...found.filter((l) => l.says !== "")], fresh.length);
    };
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void look(), PAUSE);
    });
  }
}

async function ask(path: string, lines: readonly string[]): Promise<Looked[]> {
  const response = await fetch("/api/v1/curation/look", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ path, lines: lines.map((l) => l.slice(0, 2_000)) }),
  });
  if (!response.ok) return [];
  return (await response.json() as { lines: Looked[] }).lines;
}

function show(told: HTMLElement, found: readonly Looked[], fresh: number): void {
  told.replaceChildren();
  if (fresh === 0 && found.length === 0) return;
  const list = document.createElement("ul");
  list.className = "findings";
  for (const { line, level, says } of found) {
    const item = document.createElement("li");
    item.className = level;
    item.textContent = `“${line.slice(0, 60)}”${says}`;
    list.append(item);
  }
  const sum = document.createElement("p");
  sum.className = "dim";
  sum.textContent = `新写了 ${fresh} 条${found.length === 0 ? "，没看出问题。" : "："}`;
  told.append(sum, list);
}
