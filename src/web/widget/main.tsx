/** The chat inside another site's page: the same components, in the shadow root that loader.ts has made. */
import { render } from "preact";
import { createApi } from "../shared/api.ts";
import { createKeep } from "../shared/keep.ts";
import { once } from "../shared/once.ts";
import { loadServices } from "../shared/search.ts";
import { Root } from "../chat/Root.tsx";
import { Talk } from "../chat/talk.ts";

interface Options {
  /** Origin of our server. */
  readonly base: string;
  readonly region: string | null;
  readonly onClose: () => void;
}

export async function mount(panel: HTMLElement, { base, region, onClose }: Options): Promise<void> {
  const shadow = panel.getRootNode() as ShadowRoot;
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, await pageStyles(base)];
  const api = createApi(base);
  const keep = createKeep("yct.");
  const talk = new Talk(api, keep, region === null ? null : { adcode: region, name: "" });
  panel.replaceChildren();
  render(<Root talk={talk} keep={keep} services={once(() => loadServices(api))} place={{ base, onClose }} />, panel);
  void talk.begin();
}

/** The page's own styles, fetched and constructed: nothing for the host's style-src to allow. */
async function pageStyles(base: string): Promise<CSSStyleSheet> {
  const response = await fetch(`${base}/chat.css`);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const sheet = new CSSStyleSheet();
  // rem would follow the host page's font size.
  sheet.replaceSync(`${await response.text()}.yct{--base:16px;min-height:100%}`);
  return sheet;
}
