export declare const CHROMIUM_PATH: string | null;
export declare const CHROMIUM: { executablePath: string | undefined; args: string[] };
