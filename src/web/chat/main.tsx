/** The chat page at `/`. */
import { render } from "preact";
import { createApi } from "../shared/api.ts";
import { createKeep } from "../shared/keep.ts";
import { once } from "../shared/once.ts";
import { loadServices } from "../shared/search.ts";
import { Root } from "./Root.tsx";
import { Talk } from "./talk.ts";

const api = createApi();
const keep = createKeep("yct.");
const talk = new Talk(api, keep);

const services = once(() => loadServices(api));

render(<Root talk={talk} keep={keep} services={services} />, document.getElementById("app")!);
void arrive().then(() => talk.begin()).then(openAskedGuide);
// A link that is opened while the page is open changes only what stands behind #.
addEventListener("hashchange", () => void arrive().then((isNew) => isNew ? talk.goOn() : undefined));

/** `/#r=CODE` (a QR code or link made on another device) goes on with that conversation. @returns whether there was one */
async function arrive(): Promise<boolean> {
  const code = /^#r=([\w-]{22})$/.exec(location.hash)?.[1];
  if (!code) return false;
  // Out of the address at once: it is not to be bookmarked or shown.
  history.replaceState(null, "", location.pathname + location.search);
  await talk.comeBy(code);
  return true;
}

/** `/?guide=ID` (the link "边聊边办" of a guide page) begins with that guide. */
async function openAskedGuide(): Promise<void> {
  const url = new URL(location.href);
  const guide = url.searchParams.get("guide");
  if (!guide) return;
  url.search = "";
  history.replaceState(null, "", url);
  const name = await services().then(({ entries }) => entries.find((s) => s.id === guide)?.name, () => undefined);
  talk.send({ choice: `guide:${guide}` }, name ?? "办这件事");
}
