import { useEffect, useState } from "preact/hooks";
import { useDesk } from "../context.ts";
import { readSms, sendSms } from "../requests.ts";
import { Overlay } from "./Overlay.tsx";

/** The trip card as text messages, to a number given for this and not kept. */
export function Sms({ id }: { id: string }) {
  const desk = useDesk();
  const [messages, setMessages] = useState<readonly string[] | null>(null);
  const [phone, setPhone] = useState("");
  const [hasConsent, setConsent] = useState(false);
  useEffect(() => { void readSms(id).then(setMessages); }, []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await sendSms(desk, id, phone)) desk.show(null);
  };
  if (messages?.length === 0) return <Overlay title="发短信"><p>还没有清单可发。先选好要办的事。</p></Overlay>;
  return (
    <Overlay title="发短信">
      <form class="stack" onSubmit={(e) => void submit(e)}>
        <ol class="sms">{(messages ?? []).map((m, i) => <li key={i}>{m}<span class="dim">{m.length} 字</span></li>)}</ol>
        <label>市民给的手机号，发完就删<input data-first type="tel" inputMode="tel" autocomplete="off" required value={phone} onInput={(e) => setPhone(e.currentTarget.value)} /></label>
        <label class="tick"><input type="checkbox" required checked={hasConsent} onChange={(e) => setConsent(e.currentTarget.checked)} />市民同意把清单发到这个号码</label>
        <button type="submit" class="primary">发出去</button>
      </form>
    </Overlay>
  );
}
