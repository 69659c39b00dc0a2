/** The rows of the workbook → guides and what they stand on. A row that makes no sense is reported; the rest is read. */
import type { Kind } from "./bundle.ts";
import { ID_RULE, isSafeId, type Incoming, type Intake, type Problem } from "./intake.ts";
import { cellName, Origins, type ReadRow, type ReadSheet } from "./origins.ts";
import { GIVES, SAID, SHARED, type SheetName } from "./sheets.ts";

type Data = Record<string, unknown>;
interface Draft { readonly kind: Kind; readonly id: string; readonly data: Data; broken: boolean }

/** What each sheet tells of a guide or a place; a sheet that is not in the workbook leaves that alone. */
const TOLD: Partial<Record<Kind, Partial<Record<SheetName, readonly string[]>>>> = {
  guides: { 情形: ["situations"], 材料: ["materials"], 收费: ["fees"], 结果: ["outcomes", "gives"], 时限: ["times"], 渠道与说明: Object.keys(SAID) },
  regions: { 本地窗口: ["offices"], 本地说法: ["lines"], 本地材料: ["papers"], 本地出处: ["sources"] },
};

export function fromRows(sheets: ReadonlyMap<SheetName, ReadSheet>): Intake {
  return new Assembly(sheets).intake();
}

class Assembly {
  readonly #sheets: ReadonlyMap<SheetName, ReadSheet>;
  readonly #origins = new Origins();
  readonly #drafts = new Map<string, Draft>();
  readonly #problems: Problem[] = [];
  #strays = false;

  constructor(sheets: ReadonlyMap<SheetName, ReadSheet>) {
    this.#sheets = sheets;
  }

  intake(): Intake {
    for (const row of this.#rows("出处")) this.#whole("sources", row);
    for (const row of this.#rows("材料库")) this.#whole("materials", row);
    for (const row of this.#rows("事项")) this.#whole("guides", row, { roles: {} });
    this.#situations();
    this.#materials();
    this.#rules("收费", "fees");
    this.#rules("时限", "times");
    this.#results();
    this.#said();
    this.#regions();
    return { entries: [...this.#drafts.values()].map((d) => this.#incoming(d)), problems: this.#problems, strays: this.#strays };
  }

  #incoming({ kind, id, data, broken }: Draft): Incoming {
    const told = Object.entries(TOLD[kind] ?? {}) as [SheetName, readonly string[]][];
    return {
      kind, id, data, broken: broken || told.some(([name]) => this.#sheets.get(name)?.usable === false),
      untold: told.filter(([name]) => !this.#sheets.has(name)).flatMap(([, fields]) => fields),
      where: (path) => this.#origins.where(data, path),
    };
  }

  #rows(name: SheetName): readonly ReadRow[] {
    return this.#sheets.get(name)?.rows ?? [];
  }

  #problem(row: ReadRow, key: string | undefined, cause: string): void {
    this.#problems.push({ where: cellName(row, key === undefined ? undefined : row.sheet.letters.get(key)), cause });
  }

  /** A row that is a whole entry of its own. */
  #whole(kind: Kind, row: ReadRow, more: Data = {}): void {
    const { id } = row.values;
    if (typeof id !== "string" || !isSafeId(kind, id)) {
      this.#strays = true;
      this.#problem(row, "id", id === undefined ? "没有写编号" : `编号“${String(id)}”不能用：${ID_RULE}`);
      return;
    }
    const there = this.#drafts.get(`${kind}/${id}`);
    if (there) {
      there.broken = true;
      this.#problem(row, "id", `编号 ${id} 前面已经有了`);
      return;
    }
    const data = this.#origins.note({ ...this.#nested(row), ...more }, row);
    this.#drafts.set(`${kind}/${id}`, { kind, id, data, broken: row.bad });
  }

  /** `{"get.how": …}` → `{get: {how: …}}` */
  #nested(row: ReadRow): Data {
    const data: Data = {};
    for (const [key, value] of Object.entries(row.values)) {
      const [outer = key, innerKey] = key.split(".");
      if (innerKey === undefined) data[key] = value;
      else ((data[outer] ??= this.#origins.note({}, row, `${outer}.`)) as Data)[innerKey] = value;
    }
    return data;
  }

  /** The guide a row belongs to, by its id or, when there is none, by its name. */
  #owner(row: ReadRow): Draft | null {
    const named = [...this.#drafts.values()].filter((d) => d.kind === "guides" && d.data.name === row.info.ofName);
    const id = row.values.of ?? (named.length === 1 ? named[0]!.id : undefined);
    const owner = this.#drafts.get(`guides/${String(id)}`);
    if (!owner) {
      this.#strays = true;
      this.#problem(row, "of", id === undefined ? "没有写事项编号" : `表“事项”里没有编号 ${String(id)}`);
      return null;
    }
    if (row.bad) owner.broken = true;
    return owner;
  }

  /** A row that says too much or too little spoils its guide: half a rule must not replace a whole one. */
  #spoil(owner: Draft, row: ReadRow, key: string | undefined, cause: string): void {
    owner.broken = true;
    this.#problem(row, key, cause);
  }

  #add(owner: Draft, list: string, made: unknown): void {
    ((owner.data[list] ??= []) as unknown[]).push(made);
  }

  /** Lists whose rows are the rules as they stand. */
  #rules(sheet: SheetName, list: string): void {
    for (const row of this.#rows(sheet)) {
      const owner = this.#owner(row);
      if (owner) this.#add(owner, list, this.#origins.note(without(row.values, ["of"]), row));
    }
  }

  #situations(): void {
    let last: { of: unknown; owner: Draft; made: Data } | null = null;
    for (const row of this.#rows("情形")) {
      const { of, id, use } = row.values;
      const option = Object.fromEntries(Object.entries(row.values).filter(([k]) => k.startsWith("option.")).map(([k, v]) => [k.slice(7), v]));
      const options = Object.keys(option).length > 0 ? [this.#origins.note(option, row, "option.")] : [];
      if (last && last.of === of && last.made.id === id && row.values.type === undefined && use !== true) {
        const stray = Object.keys(row.values).find((k) => k !== "of" && k !== "id" && !k.startsWith("option."));
        if (stray !== undefined) this.#spoil(last.owner, row, stray, "接着写选项的行只填编号和选项这几列");
        if (row.bad) last.owner.broken = true;
        (last.made.options as unknown[]).push(...options);
        continue;
      }
      const own = without(row.values, ["of", "use", ...Object.keys(row.values).filter((k) => k.startsWith("option."))]);
      if (of === SHARED) { last = this.#shared(row, { ...own, options }); continue; }
      const owner = this.#owner(row);
      if (!owner) { last = null; continue; }
      const { id: fact, ...rest } = own;
      const made = this.#origins.note(use === true ? { use: fact, ...rest } : { ...own, options }, row, "", { use: "id" });
      this.#add(owner, "situations", made);
      last = { of, owner, made };
    }
  }

  #shared(row: ReadRow, data: Data): { of: unknown; owner: Draft; made: Data } | null {
    const { id } = data;
    const there = this.#drafts.get(`situations/${String(id)}`);
    if (typeof id !== "string" || !isSafeId("situations", id) || there) {
      if (there) there.broken = true;
      else this.#strays = true;
      this.#problem(row, "id", there ? `共用情形 ${String(id)} 前面已经有了` : `情形编号“${String(id ?? "")}”不能用：${ID_RULE}`);
      return null;
    }
    const owner: Draft = { kind: "situations", id, data: this.#origins.note(data, row), broken: row.bad };
    this.#drafts.set(`situations/${id}`, owner);
    return { of: SHARED, owner, made: data };
  }

  #materials(): void {
    const ids = new Map([...this.#drafts.values()].filter((d) => d.kind === "materials").map((d) => [d.data.name, d.id]));
    let last: { owner: Draft; no: unknown; branches: Data[]; branch: unknown } | null = null;
    for (const row of this.#rows("材料")) {
      const owner = this.#owner(row);
      if (!owner) { last = null; continue; }
      const { no, branch, label } = row.values;
      const paper = this.#origins.note({ paper: ids.get(row.info.paperName ?? ""), ...pick(row.values, PAPER) }, row);
      if (last && last.owner === owner && no !== undefined && last.no === no) {
        const stray = Object.keys(row.values).find((k) => !ON_EVERY_ROW.has(k));
        if (stray !== undefined) this.#spoil(owner, row, stray, "同一条材料接着写的行只填材料和份数，其余写在它的第一行");
        if (branch === undefined || last.branches.length === 0) this.#spoil(owner, row, "branch", "同一个材料序号写了几行：每行都要写任选分支，同时要的材料请用不同的序号");
        else if (branch === last.branch) (last.branches.at(-1)!.papers as unknown[]).push(paper);
        else last.branches.push(this.#branch(row, label, paper));
        last.branch = branch;
        continue;
      }
      const rule = without(row.values, [...PAPER, "of", "no", "branch", "label"]);
      const branches = branch === undefined ? [] : [this.#branch(row, label, paper)];
      if (branch === undefined && label !== undefined) this.#spoil(owner, row, "label", "写了分支说明，却没写任选分支");
      this.#add(owner, "materials", this.#origins.note(branch === undefined ? { ...paper, ...rule } : { anyOf: branches, ...rule }, row, "", { anyOf: "branch" }));
      last = { owner, no, branches, branch };
    }
  }

  #branch(row: ReadRow, label: unknown, paper: Data): Data {
    return this.#origins.note({ ...(label === undefined ? {} : { label }), papers: [paper] }, row);
  }

  #regions(): void {
    for (const row of this.#rows("地区")) this.#whole("regions", row);
    const lists = { 本地窗口: "offices", 本地说法: "lines", 本地材料: "papers", 本地出处: "sources" } as const;
    for (const [sheet, list] of Object.entries(lists) as [SheetName, string][]) {
      for (const row of this.#rows(sheet)) {
        const owner = this.#drafts.get(`regions/${String(row.values.of)}`);
        if (!owner) {
          this.#strays = true;
          this.#problem(row, "of", row.values.of === undefined ? "没有写行政区划代码" : `表“地区”里没有 ${String(row.values.of)}`);
          continue;
        }
        if (row.bad) owner.broken = true;
        this.#add(owner, list, this.#origins.note(without(this.#nested(row), ["of"]), row));
      }
    }
  }

  #results(): void {
    for (const row of this.#rows("结果")) {
      const owner = this.#owner(row);
      if (!owner) continue;
      const { of: _of, about, ...rest } = row.values;
      if (rest.verdict === GIVES) {
        const stray = Object.keys(rest).find((k) => k !== "verdict");
        if (about === undefined) this.#spoil(owner, row, "about", "“发给”要写材料编号");
        else if (stray !== undefined) this.#spoil(owner, row, stray, "“发给”的行只填结果编号");
        else this.#add(owner, "gives", about);
        continue;
      }
      this.#add(owner, "outcomes", this.#origins.note({ ...rest, ...(about === undefined ? {} : { guide: about }) }, row, "", { guide: "about" }));
    }
  }

  #said(): void {
    for (const row of this.#rows("渠道与说明")) {
      const owner = this.#owner(row);
      if (!owner) continue;
      const { of: _of, list, ...rest } = row.values;
      if (list === undefined) { if (!row.bad) this.#spoil(owner, row, "list", "没有写类别"); continue; }
      const alias = CALLED[list as keyof typeof SAID] ?? {};
      const back = Object.fromEntries(Object.entries(alias).map(([inFile, column]) => [column, inFile]));
      const made = this.#origins.note(Object.fromEntries(Object.entries(rest).map(([k, v]) => [back[k] ?? k, v])), row, "", alias);
      if (list !== "roles") { this.#add(owner, String(list), made); continue; }
      const { id, ...role } = made;
      const roles = owner.data.roles as Data;
      if (typeof id !== "string" || id === "__proto__" || id in roles) this.#spoil(owner, row, "about", id === undefined ? "角色要在“对象”里写编号" : `角色 ${String(id)} 写了两次`);
      else roles[id] = this.#origins.note(role, row, "", alias);
    }
  }
}

const PAPER = ["paper", "holder", "shown", "surrendered", "copies", "spec"];
const ON_EVERY_ROW = new Set([...PAPER, "of", "no", "branch", "label"]);

/** What the columns of 渠道与说明 are called in the lists: key in the file → key of the column. */
const CALLED: Partial<Record<keyof typeof SAID, Readonly<Record<string, string>>>> = {
  roles: { id: "about", label: "text" }, online: { depth: "demand" }, who: { role: "about", must: "demand" },
  faq: { answer: "text" }, related: { guide: "about", differs: "text" },
};

function without(values: Readonly<Data>, keys: readonly string[]): Data {
  return Object.fromEntries(Object.entries(values).filter(([k]) => !keys.includes(k)));
}

function pick(values: Readonly<Data>, keys: readonly string[]): Data {
  return Object.fromEntries(Object.entries(values).filter(([k]) => keys.includes(k)));
}
