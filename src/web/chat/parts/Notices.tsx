import { useEffect, useState } from "preact/hooks";
import { createApi } from "../../shared/api.ts";
import { useApp } from "../app.ts";

interface Told {
  readonly notices: readonly { readonly id: string; readonly version: number; readonly text: string }[];
  /** What everybody gets instead of answers while the whole bot is withdrawn. */
  readonly withdrawn: string | null;
}

/** Milliseconds: a notice is to be seen within a minute. */
const AGAIN = 25_000;
const NOTHING: Told = { notices: [], withdrawn: null };

/** Notices in force, above everything else; asked for again while the page is looked at. */
export function Notices({ guides }: { guides: readonly string[] }) {
  const { place } = useApp();
  const [told, setTold] = useState(NOTHING);
  const about = guides.join();
  useEffect(() => {
    const api = createApi(place.base);
    const ask = (): void => {
      if (!document.hidden) void api.json<Told>(`/api/v1/notices?guides=${about}`).then(setTold).catch(() => { /* what stood there stays */ });
    };
    ask();
    const timer = setInterval(ask, AGAIN);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [about]);
  const all = [...told.withdrawn === null ? [] : [{ id: "withdrawn", version: 1, text: told.withdrawn }], ...told.notices];
  return (
    <aside class="notices" aria-label="公告" aria-live="polite">
      {all.map((n) => <p key={`${n.id} ${n.version}`}>{n.text}</p>)}
    </aside>
  );
}
