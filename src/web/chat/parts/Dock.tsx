import { useApp } from "../app.ts";
import type { Page } from "../page.ts";
import { progressText } from "../../shared/words.ts";
import { Composer } from "./Composer.tsx";
import { NetLine } from "./NetLine.tsx";
import { Speaker } from "./Speaker.tsx";

interface Props {
  page: Page;
  /** Opens the checklist where it is not beside the talk; absent where it is. */
  onChecklist?: () => void;
}

/** What is always within reach: where one stands, a step back, a person, and the box to write in. */
export function Dock({ page, onChecklist }: Props) {
  const { talk, choose, settings } = useApp();
  const progress = progressText(page.view);
  const asking = page.view?.asking;
  const placeholder = asking?.kind === "fact" && asking.choices.length < 2 ? "写您的回答" : settings.elder ? "打字也行" : "接着说，或者问别的";
  return (
    <div class="dock">
      <NetLine page={page} />
      <Speaker speaker={page.view?.speaker ?? "bot"} />
      <div class="bar">
        {onChecklist && (
          <button type="button" class="progress" aria-haspopup="dialog" onClick={onChecklist}>
            {progress && <b>{progress}</b>}<span>看清单</span>
          </button>
        )}
        <div class="steps">
          <button type="button" class="quiet" onClick={() => talk.send({ undo: true }, "上一步")}>上一步</button>
          {page.view?.speaker !== "waiting" && page.view?.speaker !== "person" && <button type="button" class="quiet" onClick={() => choose("act:human", "转人工")}>转人工</button>}
        </div>
      </div>
      <Composer draft={page.draft} label="接着说，或者问别的" placeholder={placeholder} grabs={page.entries.length === 0 && matchMedia("(pointer: fine)").matches} />
    </div>
  );
}
