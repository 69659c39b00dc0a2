/** Connections and errors of the PostgreSQL store. */
import { userInfo } from "node:os";
import pg from "pg";
import { StoreProblem, closedProblem, codeOf, messageOf } from "./problem.ts";

/** Connections one node keeps; a turn holds one for two short statements. */
const POOL_SIZE = 10;
/** How long a turn waits for a connection, and for one statement, before it is told to come back: milliseconds. */
const CONNECT_TIMEOUT = 3_000;
const STATEMENT_TIMEOUT = 10_000;

export function openPool(url: string, schema: string | null): pg.Pool {
  const pool = new pg.Pool({ ...connection(url, schema, "yicitong"), max: POOL_SIZE });
  // An idle connection that breaks is dropped by the pool; without a listener Node would end the process.
  pool.on("error", () => {});
  return pool;
}

/** One connection beside the pool, which hears notifications. */
export function openListener(url: string, schema: string | null): pg.Client {
  return new pg.Client(connection(url, schema, "yicitong-bus"));
}

function connection(url: string, schema: string | null, name: string): pg.ClientConfig {
  // As every PostgreSQL client: an address without a user means the user who runs the program.
  pg.defaults.user ??= userInfo().username;
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    query_timeout: STATEMENT_TIMEOUT + 1_000,
    application_name: name,
    keepAlive: true,
    ...(schema === null ? {} : { options: `-c search_path=${schema}` }),
  };
}

/** SQLSTATE classes and codes that mean "the database, not the statement": SQL standard 08, 53, 57P, and friends. */
const UNAVAILABLE_CODE = /^(08...|53...|57P0.|57014|25006|58...|XX00.|ECONN.*|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;
const UNAVAILABLE_MESSAGE = /Connection terminated|timeout exceeded|Query read timeout|Client has encountered a connection error|not queryable|Cannot use a pool after calling end/i;
const POOL_ENDED = /Cannot use a pool after calling end/;
/** Nothing was sent to the database. */
const NOT_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|57P03|53300|08001|08004|ENOENT)$/;

export function isUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  return UNAVAILABLE_CODE.test(codeOf(error)) || UNAVAILABLE_MESSAGE.test(messageOf(error));
}

/** A driver's error as what the person should hear; a fault of the program is given back as it is. */
export function postgresProblem(error: unknown, doing: "read" | "write"): unknown {
  if (error instanceof StoreProblem || !isUnavailable(error)) return error;
  if (POOL_ENDED.test(messageOf(error))) return closedProblem();
  const code = codeOf(error) || "CONNECTION_LOST";
  const certain = doing === "read" || NOT_SENT.test(code) || /trying to connect/.test(messageOf(error));
  const kept = certain
    ? "刚才这一步没有存上，之前的都在。请过一会儿再试一次。"
    : "刚才这一步存没存上还不确定，之前的都在。请过一会儿刷新看看，没有的话再发一次。";
  return new StoreProblem("unavailable", `服务器连不上数据库，${kept}`, code, error);
}

/** What keeps a start from ever succeeding, or null when waiting may help. */
export function startProblem(error: unknown): StoreProblem | null {
  const text = REFUSED[codeOf(error)];
  if (text === undefined) return null;
  return new StoreProblem("refused",
    `数据库拒绝了连接：${text}，所以没有启动。数据没有动过，什么都没丢。`
    + "请检查 DATABASE_URL，例如 DATABASE_URL=postgres://用户:密码@127.0.0.1:5432/库名。", codeOf(error), error);
}

const REFUSED: Readonly<Record<string, string>> = {
  "28P01": "用户名或密码不对",
  "28000": "这个用户不许登录",
  "3D000": "没有这个库",
  "42501": "这个用户没有建表的权限",
  "3F000": "没有可用的 schema",
};
