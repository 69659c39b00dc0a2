export declare function buildWeb(outdir: string): Promise<void>;
