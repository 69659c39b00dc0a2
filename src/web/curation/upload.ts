/** A file for a draft: sent as it is; what it would change is the next page. */
export function uploadForms(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-upload]")) {
    const told = form.querySelector<HTMLElement>(".imported");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
      if (!file || !told) return;
      const tell = (text: string, isBad: boolean): void => {
        told.textContent = text;
        told.classList.toggle("bad", isBad);
      };
      const most = Number(form.dataset.most);
      // Sent all the same it would be cut off on the way, and the browser could not say why.
      if (file.size > most) {
        tell(`这个文件有 ${Math.ceil(file.size / 1_000_000)} MB，最多 ${Math.floor(most / 1_000_000)} MB，没有传。请分成几个文件。草稿没有变。`, true);
        return;
      }
      tell("正在读，大的文件要几十秒……", false);
      void send(form.dataset.upload!, file).then((answer) => {
        if ("at" in answer) location.assign(answer.at);
        else tell(answer.problem, true);
      }, () => tell("没有传成，草稿没有变。请检查网络再试。", true));
    });
  }
}

async function send(path: string, file: File): Promise<{ readonly at: string } | { readonly problem: string }> {
  const response = await fetch(`${path}?name=${encodeURIComponent(file.name.slice(-80))}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
  const answer = await response.json() as { at?: string; detail?: string };
  return response.ok && answer.at !== undefined ? { at: answer.at } : { problem: answer.detail ?? "没有导入，草稿没有变。" };
}
