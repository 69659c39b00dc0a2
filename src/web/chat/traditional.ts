/**
 * 简 → 繁 for everything on the page, by watching the text nodes. The table is large, so it is fetched only when asked.
 */
import { useEffect } from "preact/hooks";
import type { Converter } from "../shared/hant.ts";

/** Attributes that are read to people. */
const ATTRIBUTES = ["placeholder", "aria-label"] as const;

export function useTraditional(root: { readonly current: HTMLElement | null }, isOn: boolean): void {
  useEffect(() => {
    const element = root.current;
    if (!element || !isOn) return;
    let stop: (() => void) | null = null;
    let isLeft = false;
    import("../shared/hant.ts").then(({ loadConverter }) => loadConverter()).then((convert) => {
      if (!isLeft) stop = keepConverted(element, convert);
    }, () => {}); // without the table the page stays in 简体
    return () => { isLeft = true; stop?.(); };
  }, [isOn]);
}

/** Converts what stands there and what comes; @returns gives the original words back */
function keepConverted(root: HTMLElement, convert: Converter): () => void {
  const originals = new Map<Node, { original: string; converted: string }>();
  const convertText = (node: Node): void => {
    const now = node.nodeValue ?? "";
    if (originals.get(node)?.converted === now || node.parentElement?.closest("[data-fixed], textarea")) return;
    const converted = convert(now);
    originals.set(node, { original: now, converted });
    if (converted !== now) node.nodeValue = converted;
  };
  const attributesOf = (element: Element): void => {
    for (const name of ATTRIBUTES) {
      const attribute = element.getAttributeNode(name);
      if (attribute) convertText(attribute);
    }
  };
  const convertTree = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) return convertText(node);
    if (!(node instanceof Element)) return;
    attributesOf(node);
    node.childNodes.forEach(convertTree);
  };
  const watcher = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData") convertText(target);
      else if (type === "attributes") attributesOf(target as Element);
      else addedNodes.forEach(convertTree);
    }
  });
  convertTree(root);
  root.lang = "zh-Hant";
  watcher.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES] });
  return () => {
    watcher.disconnect();
    root.removeAttribute("lang");
    for (const [node, { original, converted }] of originals) if (node.nodeValue === converted) node.nodeValue = original;
  };
}
