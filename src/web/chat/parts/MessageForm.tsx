import { useState } from "preact/hooks";
import { useApp } from "../app.ts";
import { Sheet } from "./Sheet.tsx";

/** Nobody is on duty: what an agent should know, and where to call back. The number is asked for nowhere else. */
export function MessageForm({ onClose }: { onClose: () => void }) {
  const { talk } = useApp();
  const [text, setText] = useState("");
  const [phone, setPhone] = useState("");
  const [hasConsent, setConsent] = useState(false);
  const [problem, setProblem] = useState("");
  const [isSending, setSending] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setSending(true);
    const refused = await talk.leaveMessage(text.trim(), phone.trim());
    setSending(false);
    if (refused === null) onClose();
    else setProblem(refused);
  };
  return (
    <Sheet title="留个话，等坐席回电" onClose={onClose}>
      <form class="message" onSubmit={(e) => void submit(e)}>
        {problem && <p class="net bad" role="alert">{problem}</p>}
        <label>想说的事<textarea required rows={3} maxLength={1000} value={text} onInput={(e) => setText(e.currentTarget.value)} /></label>
        <label>能打通的电话<input type="tel" inputMode="tel" autocomplete="tel" required value={phone} onInput={(e) => setPhone(e.currentTarget.value)} /></label>
        <label class="agree"><input type="checkbox" required checked={hasConsent} onChange={(e) => setConsent(e.currentTarget.checked)} />同意把号码存几天，只用来给我回电，到期就删</label>
        <button type="submit" class="primary" disabled={isSending}>留话</button>
      </form>
    </Sheet>
  );
}
