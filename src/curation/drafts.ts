/**
 * Drafts: changed files on top of an edition, attributed to whom changed them. A save names the text it was made from;
 * when somebody else saved in between, both are merged field by field, or refused with what is in conflict: nobody's
 * work is lost in silence, and nothing is half saved.
 */
import type { Edition } from "../domain/edition.ts";
import type { Finding } from "../knowledge/finding.ts";
import { findingsOf, unreadable } from "./findings.ts";
import { KeptDrafts, logged, plain, refusal, type Saved } from "./keptDrafts.ts";
import { bringOnto, putOnto } from "./mergeEditions.ts";
import type { Path } from "./merge.ts";
import type { Actor, Blob } from "./ports.ts";
import { freshId, write, type DraftRecord } from "./records.ts";
import { empty, isEditable, type Changes } from "./tree.ts";
import { same } from "../knowledge/sequences.ts";
import { replaced, rewrite, valueAt, valueOf } from "./yamlText.ts";

const LONGEST_TITLE = 80;

export class Drafts extends KeptDrafts {
  async create(actor: Actor, title: string): Promise<DraftRecord> {
    const now = this.clock();
    await this.library.keepShipped(now);
    const base = this.inForce();
    const stamp = { by: plain(actor), at: now };
    const draft: DraftRecord = {
      id: freshId(now), title: title.trim().slice(0, LONGEST_TITLE) || "没有起名的草稿", base, release: (await this.library.record(base))?.release ?? this.library.shipped.id,
      files: {}, conflicts: [], state: "open", review: null, accepted: {}, log: [{ what: "新建草稿", ...stamp }], made: stamp,
    };
    await this.library.store.commit([write("draft", draft.id, 0, draft)], [], now);
    return draft;
  }

  /**
   * Saves a whole text, as written.
   * @param seen the hash of the text it was made from; null: there was no such file
   */
  async saveText(actor: Actor, id: string, path: string, seen: string | null, text: string): Promise<Saved> {
    if (!isEditable(path)) return refusal([`“${path.slice(0, 120)}”不是草稿里能改的文件。`]);
    const clean = text.replace(/\r\n?/g, "\n");
    const findings = unreadable(path, clean);
    if (findings.length > 0) return { outcome: "refused", problems: [], findings };
    return this.change(id, async (draft, now) => {
      const onto = await this.onto(draft, path, seen, clean);
      return "conflicts" in onto ? { outcome: "conflict", ...onto } : this.put(draft, path, onto.text, actor, now, onto.merged);
    });
  }

  /**
   * Saves several files at once, all or nothing: none is stored when one cannot be, or when somebody changed the same
   * field of one since `seen`.
   * @param what stands in the draft's log
   */
  async saveAll(actor: Actor, id: string, files: readonly { readonly path: string; readonly seen: string | null; readonly text: string }[], what: string): Promise<Saved> {
    const findings = files.flatMap(({ path, text }) => unreadable(path, text));
    if (findings.length > 0) return refusal(findings.map((f) => `${f.file} 第 ${f.line} 行：${f.cause}。${f.remedy}`));
    const strange = files.filter(({ path }) => !isEditable(path));
    if (strange.length > 0) return refusal(strange.map(({ path }) => `“${path.slice(0, 120)}”不是草稿里能改的文件。`));
    return this.change(id, async (draft, now) => {
      let [next, merged] = [draft, false];
      const [blobs, taken]: [Blob[], string[]] = [[], []];
      for (const { path, seen, text } of files) {
        const onto = await this.onto(next, path, seen, text);
        if ("conflicts" in onto) { taken.push(path); continue; }
        const put = await this.put(next, path, onto.text, actor, now, onto.merged);
        if (put.outcome !== "saved") return put;
        next = put.draft;
        merged ||= onto.merged;
        blobs.push(...put.blobs ?? []);
      }
      if (taken.length > 0) return refusal(taken.map((path) => `${path}：您看的时候，别人改了同一处。什么都没有存，请重新来一次。`));
      return { outcome: "saved", hash: null, merged, blobs, draft: next === draft ? draft : logged({ ...next, log: draft.log }, what, actor, now) };
    });
  }

  /**
   * Saves one field: the text changes in that place only.
   * @param value undefined takes the field, or the item of a list, away
   */
  async saveField(actor: Actor, id: string, path: string, seen: string | null, field: Path, value: unknown): Promise<Saved> {
    const kept = await this.get(id);
    if (!kept) return refusal(["没有这份草稿。"]);
    const from = seen === null ? undefined : await this.library.text(seen).catch(() => undefined);
    const base = from ?? empty(path);
    return this.saveText(actor, id, path, seen, rewrite(path, base, replaced(valueOf(path, base), field, value)));
  }

  /** Adds words to a list of an intent (utterances, names …), unless they are there: how the inbox stages a proposal. */
  async addWords(actor: Actor, id: string, path: string, field: string, words: readonly unknown[]): Promise<Saved> {
    const kept = await this.get(id);
    if (!kept) return refusal(["没有这份草稿。"]);
    const { text, hash } = await this.text(kept.record, path);
    if (text === undefined) return refusal([`没有 ${path} 这个文件。`]);
    const value = valueOf(path, text);
    const had = valueAt(value, [field]);
    const there: readonly unknown[] = Array.isArray(had) ? had : [];
    const fresh = words.filter((w) => !there.some((t) => same(t, w)));
    return this.saveText(actor, id, path, hash, rewrite(path, text, replaced(value, [field], [...there, ...fresh])));
  }

  /** The file is as in the base again. */
  async revert(actor: Actor, id: string, path: string): Promise<Saved> {
    return this.change(id, async (draft, now) => {
      const { [path]: _gone, ...files } = draft.files;
      return { outcome: "saved", hash: null, merged: false, draft: logged({ ...draft, files, conflicts: draft.conflicts.filter((c) => c.path !== path) }, `放弃了对 ${path} 的修改`, actor, now) };
    });
  }

  async remove(actor: Actor, id: string, path: string): Promise<Saved> {
    if (!isEditable(path)) return refusal([`“${path.slice(0, 120)}”不能删。`]);
    return this.change(id, async (draft, now) => ({
      outcome: "saved", hash: null, merged: false,
      draft: logged({ ...draft, files: { ...draft.files, [path]: { hash: null, by: plain(actor), at: now } } }, `删掉了 ${path}`, actor, now),
    }));
  }

  /** A conflict of two editions, settled by a curator. */
  async settle(actor: Actor, id: string, index: number, take: "ours" | "theirs"): Promise<Saved> {
    const kept = await this.get(id);
    const conflict = kept?.record.conflicts[index];
    if (!kept || !conflict) return refusal(["这一处已经处理过了。"]);
    const { text, hash } = await this.text(kept.record, conflict.path);
    let saved: Saved | null = null;
    if (take === "theirs") {
      const from = text ?? empty(conflict.path);
      const wanted = conflict.at.length === 0 && typeof conflict.theirs === "string" ? conflict.theirs : rewrite(conflict.path, from, replaced(valueOf(conflict.path, from), conflict.at, conflict.theirs));
      saved = await this.saveText(actor, id, conflict.path, hash, wanted);
      if (saved.outcome !== "saved") return saved;
    }
    return this.change(id, async (draft, now) => ({
      outcome: "saved", hash: null, merged: false,
      draft: logged({ ...draft, conflicts: draft.conflicts.filter((c) => !same(c, conflict)) }, `${conflict.path} 有冲突的一处，用了${take === "ours" ? "我们的" : conflict.from}`, actor, now),
    }));
  }

  /**
   * Puts the draft on top of another edition: the one in force, or the program's newer one. What both changed
   * differently becomes a conflict of the draft.
   */
  async rebase(actor: Actor, id: string, onto: string, from: string): Promise<Saved> {
    return this.change(id, async (draft, now) => {
      const put = await putOnto(this.library, draft, onto, from);
      if (!put) return refusal(["这个版本没有留存，合并不了。"]);
      const { files, conflicts, blobs } = put;
      return { outcome: "saved", hash: null, merged: true, blobs, draft: logged({ ...draft, base: onto, files, conflicts: [...draft.conflicts, ...conflicts], accepted: {} }, `合并到${from}`, actor, now) };
    });
  }

  /**
   * A draft that brings the program's newer edition into the one in force: per field, against the edition both came
   * from. @returns null when there is nothing newer
   */
  async bringRelease(actor: Actor): Promise<DraftRecord | null> {
    const current = this.inForce();
    const { shipped } = this.library;
    const record = await this.library.record(current);
    if (!record || record.release === shipped.id || current === shipped.id) return null;
    const now = this.clock();
    await this.library.keepShipped(now);
    const brought = await bringOnto(this.library, record.release, current);
    if (!brought) return null;
    const stamp = { by: plain(actor), at: now };
    const files = Object.fromEntries(Object.entries(brought.files).map(([path, hash]) => [path, { hash, ...stamp }]));
    const { conflicts, blobs } = brought;
    const draft: DraftRecord = {
      id: freshId(now), title: "合并程序带来的新版本", base: current, release: shipped.id, files, conflicts, state: "open", review: null, accepted: {},
      log: [{ what: `合并了 ${Object.keys(files).length} 个文件，${conflicts.length} 处冲突要人来定`, ...stamp }], made: stamp,
    };
    await this.library.store.commit([write("draft", draft.id, 0, draft)], blobs, now);
    return draft;
  }

  /** What keeps the draft from being reviewed. */
  async askReview(actor: Actor, id: string, note: string): Promise<Saved> {
    return this.change(id, async (draft, now) => {
      if (Object.keys(draft.files).length === 0) return refusal(["草稿里还没有改任何东西。"]);
      if (draft.conflicts.length > 0) return refusal([`还有 ${draft.conflicts.length} 处冲突没有定，先定好再送审。`]);
      return { outcome: "saved", hash: null, merged: false, draft: logged({ ...draft, state: "review", review: { note: note.trim().slice(0, 300), by: plain(actor), at: now } }, "送审", actor, now) };
    });
  }

  async reopen(actor: Actor, id: string, why: string): Promise<Saved> {
    return this.change(id, async (draft, now) => ({
      outcome: "saved", hash: null, merged: false, draft: logged({ ...draft, state: "open", review: null }, `退回修改：${why.trim().slice(0, 200)}`, actor, now),
    }), ["review", "dropped"]);
  }

  async drop(actor: Actor, id: string): Promise<Saved> {
    return this.change(id, async (draft, now) => ({ outcome: "saved", hash: null, merged: false, draft: logged({ ...draft, state: "dropped" }, "不要了", actor, now) }), ["open", "review"]);
  }

  /** A publisher lets a change of the proof pass, and says why. */
  async accept(actor: Actor, id: string, key: string, why: string): Promise<Saved> {
    if (why.trim() === "") return refusal(["请写一句为什么可以接受。"]);
    return this.change(id, async (draft, now) => ({
      outcome: "saved", hash: null, merged: false,
      draft: logged({ ...draft, accepted: { ...draft.accepted, [key]: { why: why.trim().slice(0, 300), by: plain(actor), at: now } } }, `接受了校验里的一处：${key}（${why.trim().slice(0, 100)}）`, actor, now),
    }), ["open", "review"]);
  }

  /** The checker on the files that changed. */
  async findings(draft: DraftRecord, edition: Edition): Promise<Finding[]> {
    const changed = await this.changedTexts(draft);
    return findingsOf(edition, changed, (await this.text(draft, "knowledge/situations.yaml")).text ?? "[]");
  }

  /** The texts that the draft changes; files that it takes away are left out. */
  async changedTexts(draft: DraftRecord): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    for (const [path, { hash }] of Object.entries(draft.files)) if (hash !== null) texts.set(path, await this.library.text(hash));
    return texts;
  }

  changes(draft: DraftRecord): Changes {
    return Object.fromEntries(Object.entries(draft.files).map(([path, { hash }]) => [path, hash]));
  }
}
