/**
 * `/yicitong.js`: what a host page includes. Small: it only puts a button on the page, in a shadow root; the chat
 * itself is fetched when the button is pressed. Settings are `data-` attributes of the script or of the element.
 */
const script = document.currentScript as HTMLScriptElement | null;
const BASE = script ? new URL(script.src).origin : location.origin;
const NAME = "yicitong-chat";

/**
 * The button and the frame of the panel. Sizes in px: the host page's font size must not matter.
 * On the element itself only what is important here outranks a host page's `* { … !important }`.
 */
const STYLE = `
:host { all: initial !important; direction: ltr !important; position: fixed !important; right: 16px !important; bottom: 16px !important; z-index: 2147483000 !important; font: 16px/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif !important; }
.opener { font: inherit; font-weight: 600; min-height: 52px; padding: 0 22px; border: 0; border-radius: 26px; background: #14549c; color: #fff; cursor: pointer; box-shadow: 0 4px 16px rgb(16 30 54 / 30%); }
.opener:hover { background: #0e4280; }
.opener:focus-visible { outline: 3px solid #0b57d0; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
[hidden] { display: none !important; }
.panel { position: fixed; right: 16px; bottom: 16px; width: min(420px, calc(100vw - 32px)); height: min(720px, calc(100vh - 32px)); overflow: auto; overscroll-behavior: contain; border-radius: 14px; background: #fff; box-shadow: 0 8px 40px rgb(16 30 54 / 35%); }
@media (max-width: 520px) { .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
@media (prefers-color-scheme: dark) { .panel { background: #12171e; } }
.wait { margin: 32px 20px; color: #17202c; }
@media (prefers-color-scheme: dark) { .wait { color: #e9eef5; } }
`;

interface Panel {
  mount(panel: HTMLElement, options: { base: string; region: string | null; onClose: () => void }): Promise<void>;
}

class YicitongChat extends HTMLElement {
  private panel: HTMLElement | null = null;
  private opener: HTMLButtonElement | null = null;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const shadow = this.attachShadow({ mode: "open" });
    // A constructed sheet is no inline style: it needs nothing in the host page's style-src.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    this.opener = document.createElement("button");
    this.opener.type = "button";
    this.opener.className = "opener";
    this.opener.textContent = this.dataset["label"] ?? "问办事";
    this.opener.addEventListener("click", () => void this.open());
    shadow.append(this.opener);
  }

  async open(): Promise<void> {
    this.opener!.hidden = true;
    if (this.panel) {
      this.panel.hidden = false;
      return this.focusPanel();
    }
    const panel = this.makePanel();
    try {
      const { mount } = await import(`${BASE}/widget.js`) as Panel;
      await mount(panel, { base: BASE, region: this.dataset["region"] ?? null, onClose: () => this.close() });
      this.focusPanel();
    } catch {
      panel.remove();
      this.panel = null;
      this.opener!.hidden = false;
      this.opener!.textContent = "没连上，点这里再试";
      this.opener!.focus();
    }
  }

  close(): void {
    this.panel!.hidden = true;
    this.opener!.hidden = false;
    this.opener!.focus();
  }

  private makePanel(): HTMLElement {
    const panel = document.createElement("div");
    panel.className = "panel";
    panel.lang = "zh-CN";
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", "一次通");
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented) this.close(); });
    const wait = document.createElement("p");
    wait.className = "wait";
    wait.textContent = "正在打开……";
    panel.append(wait);
    this.panel = panel;
    this.shadowRoot!.append(panel);
    return panel;
  }

  private focusPanel(): void {
    this.panel!.querySelector<HTMLElement>(".composer textarea")?.focus();
  }
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, YicitongChat);
  const place = (): void => {
    // A page that has placed the element itself decides where it stands.
    if (document.querySelector(NAME)) return;
    const element = document.createElement(NAME);
    for (const [name, value] of Object.entries(script?.dataset ?? {})) if (value !== undefined) element.dataset[name] = value;
    document.body.append(element);
  };
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
}
