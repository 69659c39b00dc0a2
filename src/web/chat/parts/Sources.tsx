import type { Citation } from "../../../domain/source.ts";
import { citationTitle, safeUrl, verifiedText } from "../../shared/words.ts";

/** Where a sentence comes from and how that was checked: one small line, or a line that opens. */
export function Sources({ sources }: { sources: readonly Citation[] }) {
  const [first] = sources;
  if (!first) return null;
  if (sources.length === 1) return <p class="sources">依据：<Source citation={first} /></p>;
  return (
    <details class="sources">
      <summary>依据：{citationTitle(first)}等 {sources.length} 处</summary>
      <ul>{sources.map((s) => <li key={`${s.source}${s.article ?? ""}`}><Source citation={s} /></li>)}</ul>
    </details>
  );
}

export function Source({ citation }: { citation: Citation }) {
  const url = safeUrl(citation.url);
  const title = citationTitle(citation);
  return (
    <>
      {url ? <a href={url} target="_blank" rel="noopener noreferrer">{title}<span class="hidden">（新窗口打开）</span></a> : title}
      <span class={`verified ${citation.verified.how}`}>（{verifiedText(citation)}）</span>
    </>
  );
}
