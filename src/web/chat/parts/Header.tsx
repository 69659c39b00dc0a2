import { useApp } from "../app.ts";

/** The name, and what changes the whole page. */
export function Header({ isTalking }: { isTalking: boolean }) {
  const { talk, settings, change, place } = useApp();
  return (
    <header class="top">
      <a class="brand" href={`${place.base}/`} target={place.onClose ? "_blank" : undefined}><span class="seal" aria-hidden="true">通</span><span class="name">一次通</span></a>
      <div class="switches">
        {isTalking && <button type="button" class="quiet" onClick={() => talk.startAfresh()}>重新开始</button>}
        <button type="button" class="quiet" onClick={() => change({ traditional: !settings.traditional })} lang={settings.traditional ? "zh-Hans" : "zh-Hant"} data-fixed>
          {settings.traditional ? "简体" : "繁體"}
        </button>
        <button type="button" class={settings.elder ? "mode on" : "mode"} onClick={() => change({ elder: !settings.elder })}>
          {settings.elder ? "标准版" : "长辈版"}
        </button>
        {place.onClose && <button type="button" class="quiet" onClick={place.onClose}>收起</button>}
      </div>
    </header>
  );
}
