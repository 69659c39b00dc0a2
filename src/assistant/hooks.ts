/** The same assistant with a desk behind it. Its edition stays the live one: a spread would freeze what is in force now. */
import type { Assistant } from "./takeTurn.ts";

export function withHooks(assistant: Assistant, hooks: Pick<Assistant, "duty" | "onStored">): Assistant {
  const hooked: Assistant = Object.create(assistant);
  return Object.assign(hooked, hooks);
}
