import { useEffect, useRef, useState } from "preact/hooks";
import { AppProvider, type App, type Place, type Settings } from "./app.ts";
import type { Talk } from "./talk.ts";
import type { Keep } from "../shared/keep.ts";
import type { SearchIndex, ServiceEntry } from "../../domain/searchIndex.ts";
import { useMedia } from "../shared/hooks.ts";
import { Checklist } from "./parts/Checklist.tsx";
import { Conversation } from "./parts/Conversation.tsx";
import { Dock } from "./parts/Dock.tsx";
import { Header } from "./parts/Header.tsx";
import { MessageForm } from "./parts/MessageForm.tsx";
import { NetLine } from "./parts/NetLine.tsx";
import { Notices } from "./parts/Notices.tsx";
import { Sheet } from "./parts/Sheet.tsx";
import { Start } from "./parts/Start.tsx";
import { useFocusGuard, useFocusOnOwnWords } from "./focus.ts";
import { useTraditional } from "./traditional.ts";

interface Props {
  talk: Talk;
  keep: Keep;
  services: () => Promise<SearchIndex<ServiceEntry>>;
  place?: Place;
}

const OWN_PAGE: Place = { base: "" };

const STANDARD: Settings = { elder: false, traditional: false };

/** The whole page: header, the start page or the talk with its checklist, and the one region that speaks. */
export function Root({ talk, keep, services, place = OWN_PAGE }: Props) {
  const [page, setPage] = useState(talk.page);
  const [settings, setSettings] = useState<Settings>(() => ({ ...STANDARD, ...keep.get<Settings>("settings") }));
  const [isSheetOpen, openSheet] = useState(false);
  const [isMessageOpen, openMessage] = useState(false);
  const isPanel = place.onClose !== undefined;
  const isWide = useMedia(settings.elder ? "(min-width: 1200px)" : "(min-width: 1000px)") && !isPanel;
  const root = useRef<HTMLDivElement>(null);
  const focusOwnWords = useFocusOnOwnWords(root, page.pending.length);
  useFocusGuard(root);
  useEffect(() => {
    setPage(talk.page);
    return talk.subscribe(() => setPage(talk.page));
  }, [talk]);
  useTraditional(root, settings.traditional);
  const app: App = {
    talk, settings, place,
    change: (some) => {
      const next = { ...settings, ...some };
      keep.set("settings", next);
      setSettings(next);
    },
    writeMessage: () => openMessage(true),
    choose: (id, label) => {
      focusOwnWords();
      talk.send(id ? { choice: id } : { text: label }, label);
    },
  };
  const isTalking = page.phase === "talk";
  const closeSheet = (): void => openSheet(false);
  return (
    <AppProvider value={app}>
      <div ref={root} class="yct" data-elder={settings.elder ? "" : undefined} data-panel={isPanel ? "" : undefined} data-phase={page.phase}>
        {!isPanel && <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); root.current?.querySelector<HTMLElement>("#main")?.focus(); }}>跳到正文</a>}
        <Header isTalking={isTalking} />
        <Notices guides={page.view?.guides.map((g) => g.id) ?? []} />
        <main id="main" tabIndex={-1}>
          {page.phase === "loading" && <div class="loading"><p>正在取回上次的对话……</p><NetLine page={page} /></div>}
          {page.phase === "start" && <Start page={page} services={services} />}
          {isTalking && (
            <>
              <h1 class="hidden">一次通：边聊边列清单</h1>
              <div class="column">
                <Conversation page={page} />
                <Dock page={page} onChecklist={isWide ? undefined : () => openSheet(true)} />
              </div>
              {isWide && <aside class="beside" aria-label="材料清单"><h2>材料清单</h2><Checklist page={page} onAsked={() => {}} /></aside>}
            </>
          )}
        </main>
        {isTalking && !isWide && isSheetOpen && <Sheet title="材料清单" onClose={closeSheet}><Checklist page={page} onAsked={closeSheet} /></Sheet>}
        {isTalking && isMessageOpen && <MessageForm onClose={() => openMessage(false)} />}
        <Live text={page.spoken.text} n={page.spoken.n} />
      </div>
    </AppProvider>
  );
}

/** The one live region: each new answer and each notice is heard once. */
function Live({ text, n }: { text: string; n: number }) {
  return <div class="hidden" role="status" aria-live="polite" aria-atomic="true">{text && <p key={n}>{text}</p>}</div>;
}
