import type { ComponentChildren } from "preact";

/** A part of the copilot's column; `keys` is the shortcut that uses it. */
export function Part({ title, keys, children }: { title: string; keys?: string; children: ComponentChildren }) {
  return <section class="part"><h2>{title}{keys && <kbd>{keys}</kbd>}</h2>{children}</section>;
}
