import { useDesk, useDeskState } from "./context.ts";
import { Conversation } from "./parts/Conversation.tsx";
import { Copilot } from "./parts/Copilot.tsx";
import { Find } from "./parts/Find.tsx";
import { Help } from "./parts/Help.tsx";
import { Queue } from "./parts/Queue.tsx";
import { Sms } from "./parts/Sms.tsx";
import { TeamView } from "./parts/Team.tsx";
import { Transfer } from "./parts/Transfer.tsx";
import { WordingList } from "./parts/Wording.tsx";
import { WrapUpForm } from "./parts/WrapUp.tsx";

/** Queue, conversation, copilot; what is rarely needed lies over them. */
export function Root() {
  const desk = useDesk();
  const state = useDeskState(desk);
  const { board, view, overlay, notice } = state;
  if (!board) return <p class="waiting-page">{notice ? notice.text : "正在打开坐席台……"}</p>;
  return (
    <div class="desk">
      <h1 class="hidden">坐席台</h1>
      <Queue state={state} board={board} />
      <section class="middle" aria-label="会话">
        {!state.isConnected && <p class="line-notice warn" role="status">和服务器断开了，正在重连。会话都在，连上就接着更新。</p>}
        {notice && <p class={`line-notice ${notice.tone}`}><span>{notice.text}</span><button type="button" class="quiet" onClick={() => desk.closeNotice()}>知道了</button></p>}
        {view ? <Conversation state={state} view={view} me={board.me.id} isSupervisor={board.me.isSupervisor} />
          : <Empty isLoading={state.open !== null && !notice} />}
      </section>
      <aside class="copilot" aria-label="助手">{view && <Copilot key={view.id} view={view} canAct={view.agent?.id === board.me.id} />}</aside>
      {overlay === "help" && <Help />}
      {overlay === "find" && <Find board={board} view={view} />}
      {overlay === "wording" && <WordingList board={board} view={view} />}
      {overlay === "transfer" && view && <Transfer board={board} />}
      {overlay === "wrap-up" && view && <WrapUpForm view={view} />}
      {overlay === "sms" && view && <Sms id={view.id} />}
      {overlay === "team" && <TeamView />}
      <div class="hidden" role="status" aria-live="polite">{state.spoken}</div>
    </div>
  );
}

function Empty({ isLoading }: { isLoading: boolean }) {
  const desk = useDesk();
  if (isLoading) return <p class="waiting-page">正在打开会话……</p>;
  return (
    <div class="waiting-page">
      <p>左边点一位等着的市民，或者按 <kbd>Alt+N</kbd> 接下一位。</p>
      <p>来了电话按 <kbd>Alt+C</kbd>，听到什么就打什么，右边会告诉您下一句问什么。</p>
      <p><button type="button" onClick={() => desk.show("help")}>看全部快捷键</button></p>
    </div>
  );
}
