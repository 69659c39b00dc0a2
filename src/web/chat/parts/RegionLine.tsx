import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../app.ts";
import type { RegionPickerProps } from "./RegionPicker.tsx";
import { Sheet } from "./Sheet.tsx";

/** Where things are to be done, and the way to change it. */
export function RegionLine() {
  const { talk } = useApp();
  const [Picker, setPicker] = useState<{ of: ComponentType<RegionPickerProps> } | null>(null);
  const { region } = talk.remembered;
  const open = (): void => {
    // Fetched when it is wanted: the first load stays small.
    import("./RegionPicker.tsx").then(({ RegionPicker }) => setPicker({ of: RegionPicker }), () => talk.notify("没连上服务器，先按全国通用的办。网络好了再选。"));
  };
  return (
    <div class="region">
      <span class="dim">在哪儿办：{region ? region.name || "本地" : "全国通用"}</span>
      <button type="button" class="quiet" aria-haspopup="dialog" onClick={open}>{region ? "换城市" : "选城市"}</button>
      {Picker && <Sheet title="在哪儿办" onClose={() => setPicker(null)}><Picker.of onDone={() => setPicker(null)} /></Sheet>}
    </div>
  );
}
