/**
 * The built pages, read once at start: a request can only name what is in the list, so there is no path to climb.
 * `x.br` and `x.gz` beside `x` are its compressed forms, made by the build.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import type { RequestHandler } from "express";

interface StaticFile {
  readonly type: string;
  readonly etag: string;
  /** Its name holds a hash of its content: it never changes. */
  readonly immutable: boolean;
  readonly body: Buffer;
  readonly br: Buffer | null;
  readonly gz: Buffer | null;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/** `main-4KZTQ7UA.js`: as esbuild names hashed files. */
const HASHED = /-[0-9A-Za-z]{8}\.[a-z0-9]+$/;
/** Seconds: a year, as browsers understand "for ever". */
const FOREVER = 31_536_000;

/** @param folder missing: nothing is served */
export function staticFiles(folder: string): RequestHandler {
  const files = readFolder(folder);
  return (req, res, next) => {
    const file = req.method === "GET" || req.method === "HEAD" ? files.get(req.path) : undefined;
    if (!file) {
      next();
      return;
    }
    res.locals["route"] = "static";
    const [encoding, body] = chooseForm(file, (encoding) => req.acceptsEncodings(encoding) !== false);
    res.set({ "Content-Type": file.type, ETag: file.etag });
    res.vary("Accept-Encoding");
    res.set("Cache-Control", file.immutable ? `public, max-age=${FOREVER}, immutable` : "no-cache");
    if (req.fresh) {
      res.status(304).end();
      return;
    }
    if (encoding) res.set("Content-Encoding", encoding);
    res.set("Content-Length", String(body.length));
    res.end(req.method === "HEAD" ? undefined : body);
  };
}

/** The smallest form the browser takes. */
function chooseForm(file: StaticFile, accepts: (encoding: string) => boolean): [string | null, Buffer] {
  if (file.br && accepts("br")) return ["br", file.br];
  if (file.gz && accepts("gzip")) return ["gzip", file.gz];
  return [null, file.body];
}

function readFolder(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  const known = new Set(paths);
  const optional = (path: string): Buffer | null => known.has(path) ? readFileSync(path) : null;
  for (const path of paths) {
    const extension = extname(path);
    if (extension === ".br" || extension === ".gz") continue;
    const body = readFileSync(path);
    const name = `/${relative(folder, path).split(sep).join("/")}`;
    const file: StaticFile = {
      type: TYPES[extension] ?? "application/octet-stream",
      etag: `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
      immutable: HASHED.test(name), body, br: optional(`${path}.br`), gz: optional(`${path}.gz`),
    };
    files.set(name, file);
    if (name.endsWith("/index.html")) files.set(name.slice(0, -"index.html".length), file);
  }
  return files;
}
