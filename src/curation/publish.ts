/**
 * A reviewed and proven draft comes into force; what is in force goes back to an earlier edition. Both are one commit:
 * the edition, the draft and the step stand together or not at all, and every node takes them over as one swap.
 */
import type { Clock } from "../assistant/ports.ts";
import type { Drafts } from "./drafts.ts";
import { manifestBlob, type Library } from "./library.ts";
import { HEAD, type LiveEditions } from "./live.ts";
import type { Actor } from "./ports.ts";
import type { Proofs } from "./proofs.ts";
import type { Reviews } from "./reviews.ts";
import { get, list, write, type DraftRecord, type EditionRecord, type Step } from "./records.ts";
import { changedPaths, editionId } from "./tree.ts";

export type Published = { readonly ok: true; readonly edition: string } | { readonly ok: false; readonly problems: readonly string[] };

/** Steps that are kept: enough to see years. */
const MOST_STEPS = 2_000;

export interface PublishingOptions {
  readonly library: Library;
  readonly drafts: Drafts;
  readonly proofs: Proofs;
  readonly live: LiveEditions;
  readonly reviews: Reviews;
  readonly clock: Clock;
  /** Whoever worked on a draft may publish it: for a team of one. */
  readonly alone: boolean;
}

export class Publishing {
  readonly #options: PublishingOptions;

  constructor(options: PublishingOptions) {
    this.#options = options;
  }

  get alone(): boolean {
    return this.#options.alone;
  }

  /** What still stands between the draft and its publish, for this person; empty when nothing does. */
  async obstacles(actor: Actor, draft: DraftRecord): Promise<string[]> {
    const { proofs, live, reviews, alone } = this.#options;
    const obstacles: string[] = [];
    if (draft.state === "published") return ["这份草稿已经发布了。"];
    if (draft.state !== "review") obstacles.push("还没有送审。");
    if (draft.base !== live.inForce.edition.id) obstacles.push("现行版本换过了，要先合并到现行版本，再校验一次。");
    const workers = new Set([...Object.values(draft.files).map((f) => f.by.id), ...draft.review ? [draft.review.by.id] : []]);
    if (!alone && workers.has(actor.id)) obstacles.push("要由没有改过这份草稿的人来发布（两个人把关）。");
    const proof = await proofs.of(draft);
    if (!proof || !proof.isCurrent || proof.record.state !== "done") obstacles.push(proof?.record.state === "running" ? "正在校验，等它跑完。" : "要先校验：现在的内容还没有校验过。");
    const red = proof?.isCurrent ? proof.result?.marks.filter((m) => m.level === "red" && !draft.accepted[m.key]) ?? [] : [];
    if (red.length > 0) obstacles.push(`校验有 ${red.length} 处红的：改好，或者写明为什么可以接受。`);
    return [...obstacles, ...await reviews.open(draft.id)];
  }

  /** @param urgent conversations on earlier editions move at once, instead of being offered the new one */
  async publish(actor: Actor, draftId: string, why: string, urgent: boolean): Promise<Published> {
    const { library, drafts, proofs, live, clock } = this.#options;
    if (why.trim() === "") return { ok: false, problems: ["请写一句这次改了什么、为什么。"] };
    await live.refresh();
    const kept = await drafts.get(draftId);
    if (!kept) return { ok: false, problems: ["没有这份草稿。"] };
    const draft = kept.record;
    const obstacles = await this.obstacles(actor, draft);
    if (obstacles.length > 0) return { ok: false, problems: obstacles };
    const now = clock();
    const by = { id: actor.id, name: actor.name };
    const [manifest, base] = [await proofs.manifest(draft), await library.manifest(draft.base) ?? {}];
    const id = editionId(manifest);
    const blob = manifestBlob(manifest);
    const known = await get(library.store, "edition", id);
    const proof = (await proofs.of(draft))?.record;
    const trained = { model: proof?.model ?? null, report: proof?.report ?? null };
    const edition: EditionRecord = {
      id, parent: draft.base, release: draft.release, title: draft.title, draft: draft.id, manifest: blob.hash, ...trained, changed: changedPaths(base, manifest), by, at: now,
    };
    const head = await get(library.store, "head", HEAD);
    // After the head was read: what is let go of later than this takes the publish back (prune.ts).
    if (!await library.isThere(trained.model)) return { ok: false, problems: ["校验时训练的模型已经清掉了，请再校验一次。"] };
    const isWhole = known !== null && await library.isThere(known.record.model);
    const corrects = urgent ? [...new Set([draft.base, library.shipped.id, ...head?.record.steps.map((s) => s.edition) ?? []])].filter((e) => e !== id) : [];
    const step: Step = { edition: id, how: "publish", corrects, why: why.trim().slice(0, 300), by, at: now };
    const outcome = await library.store.commit([
      ...isWhole ? [] : [write("edition", id, known?.version ?? 0, known ? { ...known.record, ...trained } : edition)],
      write("draft", draftId, kept.version, { ...draft, state: "published", log: [...draft.log, { what: `发布：${step.why}`, by, at: now }] }),
      write("head", HEAD, head?.version ?? 0, { steps: [...head?.record.steps ?? [], step].slice(-MOST_STEPS) }),
    ], [blob], now);
    if (outcome !== "stored") return { ok: false, problems: ["刚才别人也在发布或修改，这一次没有发布。请看看现在的样子，再来。"] };
    await live.refresh();
    return { ok: true, edition: id };
  }

  /** Back to an edition that was in force before; conversations on the one taken back move off it at once. */
  async rollback(actor: Actor, edition: string, why: string): Promise<Published> {
    const { library, live, clock } = this.#options;
    if (why.trim() === "") return { ok: false, problems: ["请写一句为什么要退回。"] };
    await live.refresh();
    const current = live.inForce.edition.id;
    if (edition === current) return { ok: false, problems: ["现在用的就是这个版本。"] };
    if (await library.manifest(edition) === null) return { ok: false, problems: ["这个版本没有留存，退不回去。"] };
    const now = clock();
    const head = await get(library.store, "head", HEAD);
    if (!await library.isThere((await library.record(edition))?.model ?? null)) return { ok: false, problems: ["这个版本太旧，它的模型已经清掉了，不能马上退回。点“照它做一份草稿”，校验时会重新训练，再发布。"] };
    const step: Step = { edition, how: "rollback", corrects: [current], why: why.trim().slice(0, 300), by: { id: actor.id, name: actor.name }, at: now };
    const outcome = await library.store.commit([write("head", HEAD, head?.version ?? 0, { steps: [...head?.record.steps ?? [], step].slice(-MOST_STEPS) })], [], now);
    if (outcome !== "stored") return { ok: false, problems: ["刚才别人也在发布或退回，这一次没有做。请看看现在的样子，再来。"] };
    await live.refresh();
    return { ok: true, edition };
  }

  /** Every edition that is kept, newest first. */
  async editions(): Promise<EditionRecord[]> {
    return (await list(this.#options.library.store, "edition")).map((k) => k.record).sort((a, b) => b.at - a.at);
  }

  /** Those of the editions that can come back at once: the others have to be trained again. */
  async ready(editions: readonly EditionRecord[]): Promise<ReadonlySet<string>> {
    const gone = new Set(await this.#options.library.store.missing(editions.flatMap((e) => e.model ?? [])));
    return new Set(editions.filter((e) => e.model === null || !gone.has(e.model)).map((e) => e.id));
  }
}
