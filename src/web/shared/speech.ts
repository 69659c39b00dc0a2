/**
 * Reading aloud and dictation by the browser's own interfaces. Where one is missing, its button is not there at all.
 */
export const canSpeak = typeof speechSynthesis !== "undefined" && typeof SpeechSynthesisUtterance !== "undefined";

/** Reads a text in Chinese, a little slower than usual when asked. @param onEnd also called when stopped or failed */
export function speak(text: string, isSlow: boolean, onEnd: () => void): void {
  speechSynthesis.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = "zh-CN";
  utterance.rate = isSlow ? 0.85 : 1;
  utterance.onend = onEnd;
  utterance.onerror = onEnd;
  speechSynthesis.speak(utterance);
}

export function stopSpeaking(): void {
  if (canSpeak) speechSynthesis.cancel();
}

/** The part of SpeechRecognition that we use; TypeScript's DOM library does not know it. */
interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void) | null;
  onerror: (() => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

type RecognitionClass = new () => Recognition;

function recognitionClass(): RecognitionClass | null {
  const host = globalThis as { SpeechRecognition?: RecognitionClass; webkitSpeechRecognition?: RecognitionClass };
  return host.SpeechRecognition ?? host.webkitSpeechRecognition ?? null;
}

export const canListen = recognitionClass() !== null;

export interface Listening {
  stop(): void;
}

/** Listens once; `onText` gets what was understood so far, each time whole. */
export function listen(onText: (text: string) => void, onEnd: (isFailed: boolean) => void): Listening {
  const Class = recognitionClass()!;
  const recognition = new Class();
  let isFailed = false;
  recognition.lang = "zh-CN";
  recognition.interimResults = true;
  recognition.onresult = ({ results }) => onText(Array.from(results, (r) => r[0]?.transcript ?? "").join(""));
  recognition.onerror = () => { isFailed = true; };
  recognition.onend = () => onEnd(isFailed);
  recognition.start();
  return { stop: () => recognition.stop() };
}
