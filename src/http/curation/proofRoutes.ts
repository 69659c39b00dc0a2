/** 校验和发布 of one draft: run, progress, what was found, accepting with a reason, publishing. */
import type { Request, Response } from "express";
import type { Proof } from "../../curation/proofs.ts";
import type { LabelledResult, Mark, ProofResult, Share } from "../../curation/proof/result.ts";
import type { DraftRecord } from "../../curation/records.ts";
import { html, type Html } from "../pages/html.ts";
import type { StaffContext } from "../staff/context.ts";
import { field } from "../staff/forms.ts";
import { done, problemList, staffPage } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { spokenTime } from "../staff/times.ts";
import { staffOf } from "../staff/context.ts";
import { draftOf, problemsOf } from "./draftOf.ts";
import { actorOf, AREA, back, may, note, PARTS, PUBLISHES, READS, saidIn, WORKS } from "./frame.ts";

const PART = "/curation/drafts";
const SAID = ["接受了，理由记下了。"] as const;
/** Seconds after which a page with a running proof looks again. */
const AGAIN = 2;
/** Questions of a group that are shown at once; the rest opens. */
const SHOWN = 10;

export function proofRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { drafts, proofs, publishing } } = context;
  const at = `${PART}/:id/proof`;
  const page = async (req: Request, res: Response, problems: readonly string[] = []): Promise<void> => {
    const { record: draft } = await draftOf(context, req);
    const proof = await proofs.of(draft);
    const obstacles = await publishing.obstacles(actorOf(res), draft);
    const running = proof?.record.state === "running";
    const part = PART;
    res.status(problems.length > 0 ? 422 : 200).type("html").send(staffPage({
      title: `校验：${draft.title}`, account: staffOf(res).account, area: AREA, style: "/curation.css", script: "/curation.js", ...running ? { refresh: AGAIN } : {},
      body: html`<nav class="parts" aria-label="知识管理">${PARTS.map((p) => p.at === part ? html`<a href="${p.at}" aria-current="page">${p.name}</a>` : html`<a href="${p.at}">${p.name}</a>`)}</nav>
<p class="crumbs"><a href="${PART}/${draft.id}">${draft.title}</a></p>
<h1>校验和发布</h1>
<p class="lead">把草稿当成现行版本跑一遍：检查、人物表、示范对话、带标注的问题、最近的真实问题。红的要改好，或者由发布人写明为什么可以接受。</p>
${done(saidIn(req, SAID))}${problemList(problems)}
${running ? progressHtml(proof) : draft.state !== "published" && draft.state !== "dropped" && may(res, WORKS) && html`<form method="post" action="${PART}/${draft.id}/proof" class="actions"><button class="primary">${proof ? "再校验一次" : "校验"}</button></form>`}
${proof?.record.state === "failed" && html`<div class="notice bad" role="alert"><p><b>校验没有跑完。</b>${proof.record.problem}</p></div>`}
${proof && !proof.isCurrent && !running && draft.state !== "published" && html`<div class="notice warn"><p>下面是改动以前校验的，现在的内容还没有校验过。</p></div>`}
${proof?.result && resultHtml(draft, proof, proof.result, may(res, PUBLISHES))}
${publishHtml(draft, obstacles, may(res, PUBLISHES), publishing.alone)}` }));
  };
  return [
    { method: "get", path: at, who: READS, handle: (req, res) => page(req, res) },
    { method: "post", path: at, who: WORKS, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const problem = await proofs.start(actorOf(res), record.id);
      if (problem !== null) return page(req, res, [problem]);
      await note(context, req, res, "proof.start", record.title);
      back(res, `${PART}/${record.id}/proof`);
    } },
    { method: "post", path: `${PART}/:id/accept`, who: PUBLISHES, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const proof = await proofs.of(record);
      const mark = proof?.result?.marks.find((m) => m.key === field(req, "key"));
      if (!mark) return page(req, res, ["校验里没有这一处了，可能已经改过。"]);
      const why = field(req, "why");
      const saved = await drafts.accept(actorOf(res), record.id, mark.key, why);
      if (saved.outcome !== "saved") return page(req, res, problemsOf(saved));
      await note(context, req, res, "proof.accept", record.title, why, mark.title);
      back(res, `${PART}/${record.id}/proof`, SAID[0]);
    } },
    { method: "post", path: `${PART}/:id/publish`, who: PUBLISHES, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const why = field(req, "why");
      const result = await publishing.publish(actorOf(res), record.id, why, field(req, "urgent") === "yes");
      if (!result.ok) return page(req, res, result.problems);
      await note(context, req, res, "edition.publish", record.title, why, result.edition);
      back(res, "/curation/editions", "发布了，新来的人已经用上。");
    } },
  ];
}

function progressHtml({ record: { progress, by, at } }: Proof): Html {
  const share = progress.of > 0 ? Math.round((progress.done / progress.of) * 100) : 0;
  return html`<div class="notice running" role="status" data-running><p><b>正在校验：${progress.step}${progress.of > 1 && `（${progress.done} / ${progress.of}）`}</b></p>
<progress max="100" value="${share}" aria-label="${progress.step}">${share}%</progress><p class="dim">${by.name} ${spokenTime(at)}。可以离开这一页，跑完还在。</p></div>`;
}

function resultHtml(draft: DraftRecord, { record, isCurrent }: Proof, result: ProofResult, accepts: boolean): Html {
  const red = result.marks.filter((m) => m.level === "red");
  const look = result.marks.filter((m) => m.level === "look");
  const open = red.filter((m) => !draft.accepted[m.key]);
  return html`<section aria-labelledby="result"><h2 id="result">结果</h2>
<p class="verdict ${open.length > 0 ? "bad" : "ok"}">${open.length > 0 ? `${open.length} 处红的` : red.length > 0 ? "红的都有人接受了" : "没有红的"}<span class="dim">${record.by.name} ${spokenTime(record.at)}</span></p>
<dl class="figures">
<div><dt>人物表</dt><dd>${result.people.of - result.people.wrong} / ${result.people.of} 人对</dd></div>
<div><dt>示范对话</dt><dd>${result.talks.of - result.talks.wrong} / ${result.talks.of} 段对</dd></div>
<div><dt>带标注的问题</dt><dd>${result.labelled ? `${percent(result.labelled.heldOut.before)} → ${percent(result.labelled.heldOut.after)}${isOther(result.labelled) ? "（题目换过，不好比）" : ""}` : "没改问法，和现在一样"}</dd></div>
<div><dt>真实的问题</dt><dd>${result.replay.questions === 0 ? "还没有人问过" : `最近 ${result.replay.questions} 句（不同的 ${result.replay.distinct} 句），${result.replay.changed} 句的回答变了`}</dd></div></dl>
${red.length > 0 && html`<h3>红的</h3><ul class="entries">${red.map((m) => markHtml(draft, m, accepts && isCurrent && (draft.state === "open" || draft.state === "review")))}</ul>`}
${look.length > 0 && html`<details class="looks"><summary>要看一眼的（${look.length} 处）</summary><ul class="entries">${look.slice(0, 100).map((m) => markHtml(draft, m, false))}</ul></details>`}
${result.labelled && labelledHtml(result.labelled)}
${result.replay.groups.length > 0 && html`<h3>回答变了的问题</h3>${result.replay.groups.map((g) => html`<details class="group"><summary>${g.title}<span class="dim">${g.questions.length} 句，问过 ${g.times} 次</span></summary>
<div class="scroll" role="region" aria-label="${g.title}" tabindex="0"><table><thead><tr><th scope="col">问题</th><th scope="col">次数</th><th scope="col">现在的回答</th><th scope="col">草稿的回答</th></tr></thead>
<tbody>${g.questions.slice(0, 500).map((q, i) => html`<tr${i >= SHOWN && html` class="more"`}><th scope="row">${q.query}</th><td class="number">${q.times}</td><td class="said">${q.before}</td><td class="said">${q.after}</td></tr>`)}</tbody></table></div></details>`)}`}</section>`;
}

function markHtml(draft: DraftRecord, mark: Mark, accepts: boolean): Html {
  const accepted = draft.accepted[mark.key];
  return html`<li class="mark ${mark.level}"><p><b>${mark.title}</b></p>${mark.lines.length > 0 && html`<ul class="plain">${mark.lines.map((l) => html`<li>${l}</li>`)}</ul>`}
${accepted ? html`<p class="dim">${accepted.by.name} ${spokenTime(accepted.at)} 接受了：${accepted.why}</p>`
    : accepts && mark.level === "red" && html`<form method="post" action="${PART}/${draft.id}/accept" class="filters"><input type="hidden" name="key" value="${mark.key}"><label>可以接受，因为<input name="why" required maxlength="300" autocomplete="off"></label><button>接受</button></form>`}</li>`;
}

function labelledHtml({ questions, worse, better, own }: LabelledResult): Html {
  const table = (title: string, rows: LabelledResult["worse"]): Html | false => rows.length > 0 && html`<details class="group"><summary>${title}<span class="dim">${rows.length} 句</span></summary>
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table><thead><tr><th scope="col">问题</th><th scope="col">该答</th><th scope="col">现在</th><th scope="col">草稿</th></tr></thead>
<tbody>${rows.slice(0, 300).map((r) => html`<tr><th scope="row">${r.query}</th><td>${r.expect}</td><td>${r.before}</td><td>${r.after}</td></tr>`)}</tbody></table></div></details>`;
  return html`<h3>带标注的问题</h3><p class="dim">${questions} 条。上面的准确率是先不让模型见这些问题时量的；下面是两个版本逐条比。${own && own.after.of > 0 && html`其中<a href="/curation/labels">我们自己标注的</a> ${own.after.of} 条，原来答对 ${own.before.part} 条，草稿答对 ${own.after.part} 条。`}</p>${table("答得不如原来的", worse)}${table("答得比原来好的", better)}`;
}

function publishHtml(draft: DraftRecord, obstacles: readonly string[], publishes: boolean, alone: boolean): Html {
  if (draft.state === "published") return html`<p class="notice ok">已经发布。要退回，到<a href="/curation/editions">版本</a>。</p>`;
  return html`<section aria-labelledby="publish"><h2 id="publish">发布</h2>
${obstacles.length > 0 ? html`<p>还不能发布：</p><ul class="obstacles">${obstacles.map((o) => html`<li>${o}</li>`)}</ul>${!alone && html`<p class="dim">改的人和发布的人要是两个人。只有一个人的单位，可以用设置 PUBLISH_ALONE=yes 关掉。</p>`}`
    : publishes ? html`<form method="post" action="${PART}/${draft.id}/publish" class="stack"><label>这次改了什么、为什么<input name="why" required maxlength="300" autocomplete="off"></label>
<label class="tick"><input type="checkbox" name="urgent" value="yes"><span><b>紧急更正</b><span class="dim">正在进行的对话马上换成新的；不打钩，它们会被问一句要不要换</span></span></label>
<button class="primary">发布</button></form>` : html`<p>可以发布了，等发布人来点。</p>`}</section>`;
}

const isOther = ({ heldOut: { before, after } }: LabelledResult): boolean => before !== null && after !== null && before.of !== after.of;

function percent(share: Share | null): string {
  return share ? `${(share.share * 100).toFixed(1)}%` : "没量过";
}
