/** The chat page at `/`. */
import { render } from "preact";
import { createApi } from "../shared/api.ts";
import { createKeep } from "../shared/keep.ts";
import { loadServices } from "../shared/search.ts";
import { Root } from "./Root.tsx";
import { Talk } from "./talk.ts";

const api = createApi();
const keep = createKeep("yct.");
const talk = new Talk(api, keep);

render(<Root talk={talk} keep={keep} services={() => loadServices(api)} />, document.getElementById("app")!);
void talk.begin().then(openAskedGuide);

/** `/?guide=ID` (the link "边聊边办" of a guide page) begins with that guide. */
async function openAskedGuide(): Promise<void> {
  const url = new URL(location.href);
  const guide = url.searchParams.get("guide");
  if (!guide) return;
  url.search = "";
  history.replaceState(null, "", url);
  const services = await loadServices(api).catch(() => []);
  talk.send({ choice: `guide:${guide}` }, services.find((s) => s.id === guide)?.name ?? "办这件事");
}
