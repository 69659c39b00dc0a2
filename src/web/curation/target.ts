/** A link to an item of a form opens it: browsers only scroll to a closed one. */
export function openTarget(page: Document): void {
  const open = (): void => {
    const target = page.getElementById(location.hash.slice(1));
    if (!(target instanceof HTMLDetailsElement)) return;
    target.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", open);
  open();
}
