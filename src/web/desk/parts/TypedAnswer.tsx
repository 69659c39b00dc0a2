import { useState } from "preact/hooks";
import { useDesk } from "../context.ts";
import type { Typed } from "../types.ts";

/** A number or a day that the citizen has told. */
export function TypedAnswer({ typed, onDone }: { typed: Typed; onDone: () => void }) {
  const desk = useDesk();
  const [text, setText] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!text) return;
    void desk.act({ answer: { fact: typed.fact, value: typed.as === "number" ? Number(text) : text } }).then((done) => { if (done) setText(""); onDone(); });
  };
  return (
    <form class="typed" onSubmit={submit}>
      <label><span class="hidden">{typed.as === "number" ? "填数字" : "填日期"}</span>
        <input type={typed.as} inputMode={typed.as === "number" ? "decimal" : undefined} step="any" value={text} onInput={(e) => setText(e.currentTarget.value)} /></label>
      {typed.unit && <span>{typed.unit}</span>}
      <button type="submit">填上</button>
    </form>
  );
}
