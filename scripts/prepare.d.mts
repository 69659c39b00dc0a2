export const ROOT: string;
export const CLI: string;
export class PreparationFailed extends Error {}
export function prepare(wanted?: { web?: boolean; model?: boolean }): Promise<void>;
