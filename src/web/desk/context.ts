/** The page's state, for every component. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { DeskPage, State } from "./desk.ts";

const Context = createContext<DeskPage | null>(null);
export const DeskProvider = Context.Provider;

export function useDesk(): DeskPage {
  const desk = useContext(Context);
  if (!desk) throw new Error("a component stands outside the desk");
  return desk;
}

export function useDeskState(desk: DeskPage): State {
  const [state, setState] = useState(desk.state);
  useEffect(() => {
    setState(desk.state);
    return desk.subscribe(() => setState(desk.state));
  }, [desk]);
  return state;
}

/** Renders again every few seconds, for how long somebody has waited. */
export function useNow(every = 5_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** "3 分钟", "刚刚" */
export function spokenWait(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 1 ? "不到 1 分钟" : minutes < 60 ? `${minutes} 分钟` : minutes < 1_440 ? `${Math.floor(minutes / 60)} 小时` : `${Math.floor(minutes / 1_440)} 天`;
}

/** "14:05", in China. */
export function spokenClock(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);
}
