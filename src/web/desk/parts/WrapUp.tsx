import { useEffect, useState } from "preact/hooks";
import type { RequestKind, WrapUp } from "../../../domain/conversation.ts";
import { copyText } from "../../shared/copy.ts";
import { useDesk } from "../context.ts";
import { at } from "../desk.ts";
import { handOver, readDelivery } from "../requests.ts";
import type { Delivery, View } from "../types.ts";
import { Overlay } from "./Overlay.tsx";

const FIELDS = [["request", "诉求"], ["services", "事项"], ["facts", "已确认情形"], ["missing", "缺的材料"], ["told", "已告知"], ["next", "下一步"]] as const satisfies readonly (readonly [keyof WrapUp, string])[];
const KINDS = ["咨询", "求助", "投诉", "举报", "建议", "表扬"] as const satisfies readonly RequestKind[];
/** Characters of a row, and rows of a field. */
const ROW = 44;
const MOST_ROWS = 3;
/** Milliseconds between two looks at an order that is on its way. */
const LOOK = 2_000;

/** 小结: derived, editable, exported or handed over as a work order. */
export function WrapUpForm({ view }: { view: View }) {
  const desk = useDesk();
  const [summary, setSummary] = useState(view.wrapUp);
  const [delivery, setDelivery] = useState<Delivery | null>(null);
  const isOnItsWay = delivery?.state === "waiting";
  useEffect(() => {
    void readDelivery(view.id).then(setDelivery);
    if (!isOnItsWay) return;
    const timer = setInterval(() => void readDelivery(view.id).then((d) => { if (d) setDelivery(d); }), LOOK);
    return () => clearInterval(timer);
  }, [view.id, isOnItsWay]);
  const order = `${at(view.id)}/work-order`;
  const text = [`诉求类型：${summary.kind ?? KINDS[0]}`, ...FIELDS.map(([key, label]) => `${label}：${summary[key]}`)].join("\n");
  const save = (): Promise<boolean> => desk.act({ wrapUp: summary });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!await save()) return;
    desk.show(null);
    desk.tell("小结存好了。");
  };
  const send = async (): Promise<void> => {
    if (!await save()) return;
    const handed = await handOver(desk, view.id);
    if (handed) setDelivery(handed);
  };
  return (
    <Overlay title="小结" wide>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        <label class="beside">诉求类型
          <select value={summary.kind ?? KINDS[0]} onChange={(e) => setSummary({ ...summary, kind: e.currentTarget.value as RequestKind })}>{KINDS.map((k) => <option key={k} value={k}>{k}</option>)}</select>
        </label>
        {FIELDS.map(([key, label], i) => (
          <label key={key} class="beside">{label}
            <textarea rows={Math.min(MOST_ROWS, 1 + Math.floor(summary[key].length / ROW))} maxLength={1000} {...i === 0 ? { "data-first": true } : {}} value={summary[key]} onInput={(e) => setSummary({ ...summary, [key]: e.currentTarget.value })} />
          </label>
        ))}
        <p class="dim">导出用的是存好的小结；没存过的，用自动整理的。</p>
        <div class="form-acts stays">
          {delivery?.text && <p class={delivery.state === "given-up" ? "hint warn" : "hint"} role="status">{delivery.state !== null && `工单 ${delivery.order}：`}{delivery.text}</p>}
          <button type="submit" class="primary">存小结</button>
          {delivery?.canSend && delivery.state !== "taken" && <button type="button" disabled={isOnItsWay} onClick={() => void send()}>{delivery.state === "given-up" ? "再送一次" : "存好并交给工单系统"}</button>}
          <button type="button" onClick={() => void copyText(text).then((done) => desk.tell(done ? "小结复制好了，可以贴进工单系统。" : "浏览器不让复制，请自己选中再复制。"))}>复制</button>
          <a class="button" href={`${order}?format=csv`} download>导出工单（表格）</a>
          <a class="button" href={order} download={`YCT-${view.id}.json`}>导出工单（JSON）</a>
        </div>
      </form>
    </Overlay>
  );
}
