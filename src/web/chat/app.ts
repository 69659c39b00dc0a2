/** What every component may need: the conversation, how the page is set, and how to move about in it. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Talk } from "./talk.ts";

export interface Settings {
  /** 长辈版: large type, one question a screen. */
  readonly elder: boolean;
  /** 繁體 instead of 简体. */
  readonly traditional: boolean;
}

/** Where the chat stands. */
export interface Place {
  /** Origin of our pages: empty on our own. */
  readonly base: string;
  /** Closes the panel it stands in; absent on a page of its own. */
  readonly onClose?: () => void;
}

export interface App {
  readonly place: Place;
  readonly talk: Talk;
  readonly settings: Settings;
  readonly change: (settings: Partial<Settings>) => void;
  /** Sends a click on something that will disappear: the focus goes to the person's own line, not to nowhere. */
  readonly choose: (id: string, label: string) => void;
  /** Opens the form for a message to an agent. */
  readonly writeMessage: () => void;
}

const Context = createContext<App | null>(null);
export const AppProvider = Context.Provider;

export function useApp(): App {
  const app = useContext(Context);
  if (!app) throw new Error("a component stands outside the app");
  return app;
}
