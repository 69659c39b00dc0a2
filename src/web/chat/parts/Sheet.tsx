import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A sheet over the page. The browser's own dialog keeps the focus inside, closes on Escape and gives the focus back. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current!;
    element.showModal();
    return () => element.close();
  }, []);
  const closeOutside = (event: MouseEvent): void => { if (event.target === dialog.current) onClose(); };
  return (
    <dialog ref={dialog} class="sheet" aria-label={title} onClose={onClose} onClick={closeOutside}>
      <div class="sheet-head">
        <h2>{title}</h2>
        <button type="button" class="quiet" onClick={onClose}>收起</button>
      </div>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
