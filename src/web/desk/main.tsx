/** The desk at `/desk`. */
import { render } from "preact";
import { createKeep } from "../shared/keep.ts";
import { DeskProvider } from "./context.ts";
import { DeskPage } from "./desk.ts";
import { Root } from "./Root.tsx";
import { onKey } from "./shortcuts.ts";

const root = document.getElementById("desk");
if (root) {
  // For this tab only: a shared workstation must not show one agent's words to the next.
  const desk = new DeskPage(createKeep("desk.", sessionOnly()));
  document.addEventListener("keydown", (event) => onKey(desk, event));
  render(<DeskProvider value={desk}><Root /></DeskProvider>, root);
  void desk.begin();
}

function sessionOnly(): Storage | null {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}
