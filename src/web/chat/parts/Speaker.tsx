import type { StateView } from "../../../domain/conversation.ts";

const SAYS = { waiting: "在等人工坐席，来了会在这里跟您说。等的时候可以接着问机器人。", person: "现在是工作人员在跟您说话，机器人先不插嘴。" } as const;

/** Who will read what is written next, when it is not the bot alone. */
export function Speaker({ speaker }: { speaker: StateView["speaker"] }) {
  return speaker === "bot" ? null : <p class={`who-speaks ${speaker}`}>{SAYS[speaker]}</p>;
}
