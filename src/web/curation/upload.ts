/** A file that is brought into a draft: sent as it is, answered with what it changes. */
export function uploadForms(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-upload]")) {
    const told = form.querySelector<HTMLElement>(".imported");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
      if (!file || !told) return;
      told.textContent = "正在读……";
      void send(form.dataset.upload!, file).then((text) => { told.textContent = text; }, () => { told.textContent = "没有传成，草稿没有变。请检查网络再试。"; });
    });
  }
}

async function send(path: string, file: File): Promise<string> {
  const response = await fetch(`${path}?name=${encodeURIComponent(file.name.slice(-80))}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
  const answer = await response.json() as { taken?: number; isWhole?: boolean; said?: string; detail?: string };
  if (!response.ok) return answer.detail ?? "没有导入，草稿没有变。";
  const head = answer.taken === 0 ? "没有要改的。" : `改了 ${answer.taken} 个文件，刷新就能看到。${answer.isWhole ? "" : "有的地方没有导入："}`;
  return `${head}\n${answer.said ?? ""}`;
}
