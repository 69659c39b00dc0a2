/** A running proof is followed without loading the page anew: whoever reads or types keeps the place. */

/** Milliseconds between two looks. */
const EVERY = 2_000;
const RUNNING = "[data-running]";

export function followProof(page: Document): void {
  const shown = page.querySelector<HTMLElement>(RUNNING);
  if (!shown) return;
  const look = async (): Promise<void> => {
    const fresh = await fetch(location.href, { headers: { accept: "text/html" } }).then((r) => r.ok ? r.text() : null).catch(() => null);
    // The server could not answer: the next look will tell.
    if (fresh === null) return void setTimeout(() => void look(), EVERY);
    const now = new DOMParser().parseFromString(fresh, "text/html").querySelector<HTMLElement>(RUNNING);
    if (!now) return location.reload();
    copy(now, shown);
    setTimeout(() => void look(), EVERY);
  };
  setTimeout(() => void look(), EVERY);
}

/** Only what changes: a region that is filled anew is read out from the start. */
function copy(from: HTMLElement, to: HTMLElement): void {
  const [step, bar] = [from.querySelector("b"), from.querySelector("progress")];
  const [shownStep, shownBar] = [to.querySelector("b"), to.querySelector("progress")];
  if (step && shownStep && shownStep.textContent !== step.textContent) shownStep.textContent = step.textContent;
  if (bar && shownBar) shownBar.value = bar.value;
}
