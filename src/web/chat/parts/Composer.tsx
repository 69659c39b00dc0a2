import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp } from "../app.ts";
import { canListen, listen, type Listening } from "../../shared/speech.ts";

interface Props {
  draft: string;
  label: string;
  placeholder: string;
  /** Take the focus as soon as it stands there. */
  grabs?: boolean;
  onFocus?: () => void;
}

/**
 * Where one writes or dictates. Enter sends – but not the Enter that picks a word in an input method.
 * No limit here: a paste would be cut without a word, while the server says that it is too long and nothing is lost.
 */
export function Composer({ draft, label, placeholder, grabs, onFocus }: Props) {
  const { talk } = useApp();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => { if (grabs) area.current?.focus({ preventScroll: true }); }, []);
  const submit = (): void => {
    const text = draft.trim();
    if (text) talk.send({ text }, text);
    area.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    // keyCode 229: Safari ends the composition before it tells of the key.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  };
  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <textarea
        ref={area} rows={1} value={draft} placeholder={placeholder} aria-label={label}
        enterkeyhint="send" autocomplete="off" onKeyDown={onKeyDown} onFocus={onFocus}
        onInput={(event) => talk.draft(event.currentTarget.value)}
      />
      {canListen && <Dictate />}
      <button type="submit" class="primary send">发送</button>
    </form>
  );
}

function Dictate() {
  const { talk } = useApp();
  const [listening, setListening] = useState<Listening | null>(null);
  const toggle = (): void => {
    if (listening) return listening.stop();
    setListening(listen((text) => talk.draft(text), (isFailed) => {
      setListening(null);
      if (isFailed) talk.notify("没听到声音，或者浏览器没开麦克风。写好的字都在，可以再点一次“说话”，或者打字。");
    }));
  };
  return <button type="button" class="dictate" aria-pressed={listening !== null} onClick={toggle}>{listening ? "听着呢" : "说话"}</button>;
}
