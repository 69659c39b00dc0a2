/** Remarks on a file of a draft: beside the field they are about, and the form that adds one. */
import type { DraftRecord, Remark } from "../../curation/records.ts";
import { LONGEST_REMARK, placeNow } from "../../curation/reviews.ts";
import { html, type Html } from "../pages/html.ts";
import { spokenTime } from "../staff/times.ts";
import { placeName, type FileForm } from "./fields.ts";

export const REMARK_SAID = ["意见记下了。", "意见处理好了。"] as const;

/** A remark and where it belongs now. */
export interface Placed {
  readonly remark: Remark;
  readonly place: readonly (string | number)[];
}

export interface FileRemarks {
  readonly draft: DraftRecord;
  readonly path: string;
  readonly form: FileForm | null;
  /** Whether the person who looks may say and settle something. */
  readonly says: boolean;
  readonly remarks: readonly Placed[];
}

/** What is said below one place of the form ("" is the file itself), and how much of it is open. */
export type PlaceRemarks = (place: string, choices: readonly Choice[]) => { readonly html: Html | false; readonly open: number };

interface Choice {
  readonly key: string;
  readonly label: string;
}

/** @param value what the file stands for: items may have moved since */
export function remarksOf(path: string, remarks: readonly Remark[], value: unknown): Placed[] {
  return remarks.filter((r) => r.path === path).map((remark) => ({ remark, place: placeNow(value, remark) }));
}

/** Each remark stands below the item it is about; everything else below the file itself. */
export function remarksIn(file: FileRemarks): PlaceRemarks {
  const itemOf = ({ place }: Placed): string => {
    const index = place.findIndex((key) => typeof key === "number");
    return index < 0 ? "" : place.slice(0, index + 1).join("/");
  };
  return (place, choices) => {
    const here = file.remarks.filter((r) => itemOf(r) === place);
    return { html: blockHtml(file, here, place, choices), open: openIn(here) };
  };
}

/** All of a file's remarks, where there is no form to stand beside. */
export function allRemarks(file: FileRemarks): Html | false {
  return blockHtml(file, file.remarks, "", []);
}

const openIn = (remarks: readonly Placed[]): number => remarks.filter(({ remark }) => remark.settled === null).length;

function blockHtml({ draft, path, form, says }: FileRemarks, here: readonly Placed[], place: string, choices: readonly Choice[]): Html | false {
  if (here.length === 0 && !says) return false;
  return html`<div class="remarks">${remarkList(draft, here.map(({ remark, place: at }) => ({ remark, about: placeName(form, at) })), says, path)}
${says && html`<details class="saying"><summary>提意见</summary><form method="post" action="/curation/drafts/${draft.id}/remark" class="stack"><input type="hidden" name="path" value="${path}">
${choices.length === 0 ? html`<input type="hidden" name="field" value="${place}">` : html`<label>关于哪一栏<select name="field"><option value="${place}">${place === "" ? "整份" : "整条"}</option>${choices.map((c) => html`<option value="${place === "" ? c.key : `${place}/${c.key}`}">${c.label}</option>`)}</select></label>`}
<label>意见<textarea name="text" rows="2" maxlength="${LONGEST_REMARK}" required></textarea></label><button>记下来</button></form></details>`}</div>`;
}

/**
 * @param remarks each with what it is about, as people call it
 * @param path the file whose page this stands on, to come back to it
 */
export function remarkList(draft: DraftRecord, remarks: readonly { readonly remark: Remark; readonly about: string | Html }[], says: boolean, path?: string): Html | false {
  return remarks.length > 0 && html`<ul class="remark-list">${remarks.map(({ remark, about }) => html`<li${remark.settled !== null && html` class="settled"`}>
<p><b>${about}</b>：${remark.text}</p><p class="dim">${remark.by.name} ${spokenTime(remark.at)}</p>
${remark.settled ? html`<p class="dim">${remark.settled.by.name} ${spokenTime(remark.settled.at)} 处理了${remark.settled.how && `：${remark.settled.how}`}</p>`
    : says && html`<form method="post" action="/curation/drafts/${draft.id}/remark/settle" class="filters"><input type="hidden" name="remark" value="${remark.id}">${path !== undefined && html`<input type="hidden" name="path" value="${path}">`}<label>怎么处理的<input name="how" maxlength="200" required autocomplete="off"></label><button>处理好了</button></form>`}</li>`)}</ul>`;
}
