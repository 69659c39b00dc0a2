import { SHORTCUTS } from "../shortcuts.ts";
import { Overlay } from "./Overlay.tsx";

export function Help() {
  return (
    <Overlay title="快捷键">
      <dl class="keys">
        <dt><kbd>Enter</kbd></dt><dd>发送；正在选字的时候不会发</dd>
        <dt><kbd>Shift+Enter</kbd></dt><dd>换行</dd>
        {SHORTCUTS.map((s) => <><dt key={s.keys}><kbd>{s.keys}</kbd></dt><dd>{s.does}</dd></>)}
        <dt><kbd>?</kbd></dt><dd>看这一页</dd>
        <dt><kbd>Esc</kbd></dt><dd>关上弹出的窗口</dd>
      </dl>
    </Overlay>
  );
}
