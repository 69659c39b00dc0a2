import type { Page } from "playwright-core";

/** How to get to each state; true when it is to be taken in full length. */
export declare const STATES: Record<string, (page: Page, where: { address: string; width: number }) => Promise<boolean | void>>;
