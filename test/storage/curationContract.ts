/** What every store of curation must do. All implementations run this suite, word for word. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CurationStore } from "../../src/curation/ports.ts";

export interface OpenedCuration {
  readonly store: CurationStore;
  /** A second one on the same data, as another node would have it. */
  other(): Promise<CurationStore>;
  destroy(): Promise<void>;
}

const AT = 1_764_000_000_000;

export function curationContract(name: string, open: () => Promise<OpenedCuration>): void {
  describe(`${name}: the contract of a curation store`, () => {
    let opened: OpenedCuration;
    let store: CurationStore;
    beforeAll(async () => { opened = await open(); ({ store } = opened); });
    afterAll(() => opened?.destroy());
    const put = (id: string, after: number, body: string, kind = "draft") => store.commit([{ kind, id, after, body }], [], AT);

    test("a document comes back as it was written, with its version", async () => {
      const body = JSON.stringify({ text: "指南\u0000\ud800🙂" });
      expect(await put("a", 0, body)).toBe("stored");
      expect(await store.get("draft", "a")).toEqual({ kind: "draft", id: "a", version: 1, at: AT, body });
      expect(await put("a", 1, "{}")).toBe("stored");
      expect(await store.get("draft", "a")).toMatchObject({ version: 2, body: "{}" });
      for (const id of ["none", "", "a\0b", "\ud800", "'; --"]) expect(await store.get("draft", id), JSON.stringify(id)).toBeNull();
      expect(await store.get("edition", "a")).toBeNull();
    });

    test("of two writers who saw the same version only the first is stored", async () => {
      await put("b", 0, "1");
      expect(await put("b", 0, "2")).toBe("conflict");
      const outcomes = await Promise.all([put("b", 1, "3"), put("b", 1, "4"), (await opened.other()).commit([{ kind: "draft", id: "b", after: 1, body: "5" }], [], AT)]);
      expect([...outcomes].sort()).toEqual(["conflict", "conflict", "stored"]);
    });

    test("several documents and blobs are stored all or not at all", async () => {
      await put("c", 0, "1");
      const writes = [{ kind: "draft", id: "d", after: 0, body: "1" }, { kind: "draft", id: "c", after: 0, body: "2" }];
      const blob = { hash: "h1", bytes: new Uint8Array([1, 2, 0, 255]) };
      expect(await store.commit(writes, [blob], AT)).toBe("conflict");
      expect(await store.get("draft", "d")).toBeNull();
      expect(await store.blob("h1")).toBeNull();
      expect(await store.commit([writes[0]!, { ...writes[1]!, after: 1 }], [blob], AT)).toBe("stored");
      expect([...(await store.blob("h1"))!]).toEqual([1, 2, 0, 255]);
    });

    test("a blob that is there already is left alone, and those that are missing are told", async () => {
      const blob = { hash: "h2", bytes: new Uint8Array([7]) };
      await store.commit([], [blob, blob], AT);
      expect(await store.commit([], [blob], AT)).toBe("stored");
      expect(await store.missing(["h3", "h2", "h4"])).toEqual(["h3", "h4"]);
      expect(await store.missing([])).toEqual([]);
    });

    test("blobs that are dropped go with the writes, or stay with them", async () => {
      await put("f", 0, "1");
      await store.commit([], [{ hash: "old1", bytes: new Uint8Array([1]) }, { hash: "old2", bytes: new Uint8Array([2]) }], AT);
      expect(await store.commit([{ kind: "draft", id: "f", after: 7, body: "2" }], [], AT, ["old1"])).toBe("conflict");
      expect(await store.missing(["old1", "old2"])).toEqual([]);
      expect(await store.commit([{ kind: "draft", id: "f", after: 1, body: "2" }], [], AT, ["old1", "never there"])).toBe("stored");
      expect(await store.missing(["old1", "old2"])).toEqual(["old1"]);
      expect(await store.blob("old1")).toBeNull();
    });

    test("documents of a kind are listed in order of id", async () => {
      for (const id of ["z", "a", "m1", "m-1"]) await put(id, 0, "1", "notice");
      expect((await store.list("notice")).map((d) => d.id)).toEqual(["a", "m-1", "m1", "z"]);
      expect(await store.list("nothing")).toEqual([]);
    });

    test("every commit, on whatever node, moves the revision on; a conflict does not have to", async () => {
      const before = await store.revision();
      await put("e", 0, "1");
      const between = await store.revision();
      expect(between).toBeGreaterThan(before);
      await (await opened.other()).commit([{ kind: "draft", id: "e", after: 1, body: "2" }], [], AT);
      expect(await store.revision()).toBeGreaterThan(between);
    });

    test("a model of megabytes comes back byte for byte", async () => {
      const bytes = Buffer.alloc(6_000_000, "0123456789abcdef");
      await store.commit([], [{ hash: "big", bytes }], AT);
      expect(Buffer.compare(Buffer.from((await store.blob("big"))!), bytes)).toBe(0);
    });
  });
}
