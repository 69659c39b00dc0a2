import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useDesk } from "../context.ts";

/** A dialog over the desk; Esc closes it and the focus goes back to where it was. */
export function Overlay({ title, children, wide }: { title: string; children: ComponentChildren; wide?: boolean }) {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => { if (before instanceof HTMLElement) before.focus({ preventScroll: true }); };
  }, []);
  return (
    <dialog ref={dialog} class={wide ? "over wide" : "over"} aria-label={title} onCancel={(e) => { e.preventDefault(); desk.show(null); }}>
      <div class="over-head"><h2>{title}</h2><button type="button" class="quiet" onClick={() => desk.show(null)}>关上</button></div>
      <div class="over-body">{children}</div>
    </dialog>
  );
}
