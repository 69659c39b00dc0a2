/** Where the keyboard is, kept in hand: nothing that disappears may take the focus with it. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface ElementRef {
  readonly current: HTMLElement | null;
}

/**
 * A clicked choice disappears. The focus then goes to the person's own line, right before the answer, so that the
 * next Tab reaches the new choices and the answer itself is read only by the live region.
 * @param pending how many turns are on their way; it changes when the person's line has appeared
 */
export function useFocusOnOwnWords(root: ElementRef, pending: number): () => void {
  const wanted = useRef(false);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    ownWords(root.current)?.focus({ preventScroll: true });
  }, [pending]);
  return () => { wanted.current = true; };
}

/** Runs after every render: when what had the focus is gone, the nearest sensible place has it. */
export function useFocusGuard(root: ElementRef): void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const element = root.current;
    const note = (event: Event): void => { last.current = event.target as Element; };
    element?.addEventListener("focusin", note);
    return () => element?.removeEventListener("focusin", note);
  }, []);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element || !last.current || element.contains(last.current)) return;
    last.current = null;
    const holder = (element.getRootNode() as Document | ShadowRoot).activeElement;
    if (holder && element.contains(holder)) return;
    (ownWords(element) ?? element.querySelector<HTMLElement>("h1[tabindex]") ?? element.querySelector<HTMLElement>("main"))?.focus({ preventScroll: true });
  });
}

function ownWords(root: HTMLElement | null): HTMLElement | null {
  const all = root?.querySelectorAll<HTMLElement>(".entry.citizen");
  return all?.[all.length - 1] ?? null;
}
