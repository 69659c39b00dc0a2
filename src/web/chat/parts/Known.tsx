import type { StateView } from "../../../domain/conversation.ts";
import { useApp } from "../app.ts";

/** What the person has told so far; the checklist follows from it, so each can be taken back and asked again. */
export function Known({ view, onAsked }: { view: StateView; onAsked: () => void }) {
  const { choose } = useApp();
  if (view.facts.length === 0) return null;
  const ask = ({ fact, ask: question }: StateView["facts"][number]): void => {
    onAsked();
    choose(`redo:${fact}`, question);
  };
  return (
    <div class="known">
      <h3>您说过的情况</h3>
      <dl>
        {view.facts.map((f) => (
          <div key={`${f.guide}${f.fact}`}>
            <dt>{f.ask}</dt>
            <dd>{f.label}<button type="button" class="quiet" onClick={() => ask(f)}>改<span class="hidden">：{f.ask}</span></button></dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
