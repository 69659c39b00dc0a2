import { useApp } from "../app.ts";
import type { Page } from "../page.ts";

/** Why a turn is not through yet, what is kept, what to do. */
export function NetLine({ page }: { page: Page }) {
  const { talk } = useApp();
  if (page.notice) {
    return (
      <div class={`net ${page.notice.tone}`}>
        <p>{page.notice.text}</p>
        <button type="button" class="quiet" onClick={() => talk.closeNotice()}>知道了</button>
      </div>
    );
  }
  if (page.net === "ok") return null;
  const kept = page.pending.length > 0 ? `您说的 ${page.pending.length} 句已存在本机，通了会自动发，只发一次。` : "之前的内容都在，通了会自动接上。";
  return (
    <div class="net">
      <p>{page.net === "offline" ? "网络断了。" : "暂时连不上服务器。"}{kept}</p>
      <button type="button" class="quiet" onClick={() => talk.retryNow()}>现在重试</button>
    </div>
  );
}
