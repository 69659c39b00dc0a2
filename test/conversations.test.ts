/**
 * Golden conversations (test/conversations/<name>.yaml): whole talks worth reading, held with the real matcher and
 * the shipped knowledge. `hear` are words the replies of a turn must contain, `not` words they must not.
 */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startConversation, takeTurn } from "../src/assistant/takeTurn.ts";
import { failuresOf, readGolden } from "./support/golden.ts";
import { ROOT, testAssistant, TEST_NOW } from "./support/knowledge.ts";

const assistant = testAssistant(() => TEST_NOW);

describe.each(readGolden(join(ROOT, "test/conversations")).map((g) => [g.file, g] as const))("%s", (_file, golden) => {
  it(golden.about, async () => {
    const { id, token } = await startConversation(assistant, null, "test");
    const failures = await failuresOf(golden, async (input) => {
      const result = await takeTurn(assistant, { id, token, input });
      if ("problem" in result) throw new Error(result.text);
      return result;
    });
    expect(failures.join("\n")).toBe("");
  });
});
