/** The frame of every server-rendered page. */
import { html, type Html } from "./html.ts";

interface Frame {
  readonly title: string;
  readonly description: string;
  /** Where "边聊边办" leads. */
  readonly chat: string;
  readonly head?: Html;
  readonly body: Html;
  /** 长辈版: large type; a parameter of the address, so that it needs no script. */
  readonly elder: Elder;
}

export interface Elder {
  readonly isOn: boolean;
  /** The same page in the other size. */
  readonly other: string;
}

/** Named in the address: `?big=1`. */
export const ELDER = "big";

export function elderOf(url: string): Elder {
  const { pathname, searchParams } = new URL(url, "http://here");
  const isOn = searchParams.get(ELDER) === "1";
  if (isOn) searchParams.delete(ELDER);
  else searchParams.set(ELDER, "1");
  const query = searchParams.toString();
  return { isOn, other: query ? `${pathname}?${query}` : pathname };
}

/** Carries 长辈版 on to another of these pages. */
export function onward(path: string, { isOn }: Elder): string {
  return isOn ? `${path}${path.includes("?") ? "&" : "?"}${ELDER}=1` : path;
}

export function page({ title, description, chat, head, body, elder }: Frame): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/guide.css">
${head}
</head>
<body class="yct"${elder.isOn && html` data-elder`}>
<a class="skip" href="#main">跳到正文</a>
<header class="top">
<a class="brand" href="/"><span class="seal" aria-hidden="true">通</span>一次通</a>
<nav aria-label="页面"><a href="${onward("/guides", elder)}">全部事项</a><a class="mode" href="${elder.other}">${elder.isOn ? "标准版" : "长辈版"}</a><a class="button" href="${chat}">边聊边办</a></nav>
</header>
<main id="main" tabindex="-1">
${body}
</main>
<footer class="foot"><p>内容按全国规定整理，各地有差别的会写明。拿不准的打 12345 问。</p></footer>
</body>
</html>
`.text;
}
