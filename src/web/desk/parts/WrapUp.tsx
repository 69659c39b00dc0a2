import { useState } from "preact/hooks";
import type { WrapUp } from "../../../domain/conversation.ts";
import { copyText } from "../../shared/copy.ts";
import { useDesk } from "../context.ts";
import type { View } from "../types.ts";
import { Overlay } from "./Overlay.tsx";

const FIELDS = [["request", "诉求"], ["services", "事项"], ["facts", "已确认情形"], ["missing", "缺的材料"], ["told", "已告知"], ["next", "下一步"]] as const satisfies readonly (readonly [keyof WrapUp, string])[];

/** 小结: derived, editable, exported as a work order. */
export function WrapUpForm({ view }: { view: View }) {
  const desk = useDesk();
  const [summary, setSummary] = useState(view.wrapUp);
  const order = `/api/v1/desk/conversations/${encodeURIComponent(view.id)}/work-order`;
  const text = FIELDS.map(([key, label]) => `${label}：${summary[key]}`).join("\n");
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await desk.finish(summary);
  };
  return (
    <Overlay title="小结" wide>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        {FIELDS.map(([key, label], i) => (
          <label key={key}>{label}
            <textarea rows={2} maxLength={1000} {...i === 0 ? { "data-first": true } : {}} value={summary[key]} onInput={(e) => setSummary({ ...summary, [key]: e.currentTarget.value })} />
          </label>
        ))}
        <div class="form-acts">
          <button type="submit" class="primary">存小结</button>
          <button type="button" onClick={() => void copyText(text).then((done) => desk.tell(done ? "小结复制好了，可以贴进工单系统。" : "浏览器不让复制，请自己选中再复制。"))}>复制</button>
          <a class="button" href={`${order}?format=csv`} download>导出工单（表格）</a>
          <a class="button" href={order} download={`YCT-${view.id}.json`}>导出工单（JSON）</a>
        </div>
        <p class="dim">导出用的是存好的小结；没存过的，用自动整理的。</p>
      </form>
    </Overlay>
  );
}
