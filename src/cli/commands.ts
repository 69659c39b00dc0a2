/** The commands by name: what each says of itself and what runs it. */
import { runBackup, runRestore } from "./backup.ts";
import { runChat } from "./chat.ts";
import { runCheck } from "./check.ts";
import { runConversation } from "./conversation.ts";
import { runCoverage } from "./coverage.ts";
import { runEvaluate } from "./evaluate.ts";
import { runExport } from "./export.ts";
import { runImport } from "./import.ts";
import { runJob } from "./job.ts";
import { runMatch } from "./match.ts";
import { runMcp } from "./mcp.ts";
import { runServe } from "./serve.ts";
import { runStaff } from "./staff.ts";
import { runTrain } from "./train.ts";

export const COMMANDS: Readonly<Record<string, { says: string; run: (args: readonly string[]) => Promise<number> | number }>> = {
  serve: { says: "启动网站（npm start 就是它）", run: runServe },
  chat: { says: "在终端里对话，和网页上一样", run: runChat },
  match: { says: "match --jsonl：一行一个问题，一行一个结果", run: runMatch },
  evaluate: { says: "evaluate 文件.tsv [--json]：给带标注的问题打分", run: runEvaluate },
  check: { says: "检查指南和问法，有错误时退出码为 1", run: runCheck },
  export: { says: "export [--format yaml|json|xlsx] [--out 文件] [编号…]：把指南导出成一个文件", run: (args) => runExport(args) },
  import: { says: "import 文件 [--apply]：看看会改什么，加 --apply 才写进去", run: (args) => runImport(args) },
  coverage: { says: "重写 docs/knowledge.md：每份指南写到哪一步、怎么核对的", run: runCoverage },
  staff: { says: "staff first|add|reset|list：工作人员的账号", run: (args) => runStaff(args) },
  job: { says: "后台的活（校验草稿等），由 serve 自己调用", run: runJob },
  backup: { says: "backup [文件]：备份全部数据，服务开着也能做", run: runBackup },
  restore: { says: "restore 文件 [--replace]：从备份恢复", run: runRestore },
  conversation: { says: "conversation export|delete 编号：应本人要求，导出或删掉一个会话", run: runConversation },
  mcp: { says: "给别的智能助手用的工具（MCP，走标准输入输出；走网络用 /mcp）", run: runMcp },
  train: { says: "用 intents/ 重新训练匹配模型", run: runTrain },
};
