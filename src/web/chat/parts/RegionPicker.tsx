/** Choosing one's city: by typing (characters, pinyin, slips) or by province. Loaded when it is first wanted. */
import { useEffect, useState } from "preact/hooks";
import type { RegionEntry, SearchIndex } from "../../../domain/searchIndex.ts";
import { loadRegions, search } from "../../shared/search.ts";
import { useApp } from "../app.ts";

export interface RegionPickerProps {
  onDone: () => void;
}

/** How many places are shown while one types. */
const MAX_FOUND = 12;

export function RegionPicker({ onDone }: RegionPickerProps) {
  const { talk } = useApp();
  const [all, setAll] = useState<SearchIndex<RegionEntry> | null>(null);
  const [trouble, setTrouble] = useState(false);
  const [typed, type] = useState("");
  useEffect(() => { loadRegions(talk).then(setAll, () => setTrouble(true)); }, []);
  const choose = (region: RegionEntry | null): void => {
    talk.chooseRegion(region && { adcode: region.adcode, name: region.name });
    onDone();
  };
  if (trouble) return <p>没连上服务器，先按全国通用的办。网络好了再选。</p>;
  if (!all) return <p>正在取城市……</p>;
  const found = search(all, typed, MAX_FOUND).map((f) => f.entry);
  return (
    <div class="regions">
      <input type="search" value={typed} autocomplete="off" placeholder="城市名或拼音，比如 hangzhou" aria-label="城市名或拼音" onInput={(e) => type(e.currentTarget.value)} />
      <p class="hidden" role="status">{typed.trim() && `找到 ${found.length} 个地方`}</p>
      {typed.trim() ? <Places places={found} onChoose={choose} /> : <ByProvince all={all.entries} onChoose={choose} />}
      {typed.trim() && found.length === 0 && <p>没找到这个地方。换个写法，或者按全国通用的办。</p>}
      <button type="button" class="quiet" onClick={() => choose(null)}>不选，按全国通用的办</button>
    </div>
  );
}

function Places({ places, onChoose }: { places: readonly RegionEntry[]; onChoose: (place: RegionEntry) => void }) {
  return <ul>{places.map((p) => <li key={p.adcode}><button type="button" onClick={() => onChoose(p)}>{p.name}</button></li>)}</ul>;
}

/** Municipalities at once, the others behind their province. */
function ByProvince({ all, onChoose }: { all: readonly RegionEntry[]; onChoose: (place: RegionEntry) => void }) {
  const provinces = byProvince(all);
  return (
    <>
      <Places places={provinces.flatMap(([p, places]) => places.length === 1 ? [p] : [])} onChoose={onChoose} />
      {provinces.map(([p, places]) => places.length > 1 && <details key={p.adcode}><summary>{p.name}</summary><Places places={places} onChoose={onChoose} /></details>)}
    </>
  );
}

/** The first two digits of a code are its province; a municipality stands alone. */
function byProvince(all: readonly RegionEntry[]): readonly (readonly [RegionEntry, readonly RegionEntry[]])[] {
  return all.filter((r) => r.adcode.endsWith("0000")).map((p) => [p, all.filter((r) => r.adcode.startsWith(p.adcode.slice(0, 2)))] as const);
}
