/** Which passwords are refused, and why: long and not guessable, rather than full of signs. */

export const MIN_PASSWORD = 12;
/** More only costs work to hash. */
export const MAX_PASSWORD = 128;
/** Fewer different characters than this is a pattern. */
const MIN_DIFFERENT = 6;
/** So many characters in a row from one of these runs are a pattern. */
const RUN = 5;
const RUNS = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb"];
/** What guessing programs try first, here and for a site like this one. */
const KNOWN = /passw[o0]rd|admin|welcome|letmein|yicitong|yct12345|zhengwu|banshi|iloveyou|woaini|5201314|abc123|一次通/i;

/**
 * @param owner whose password it is to be
 * @returns what is wrong, in sentences that say how to put it right; none when nothing is
 */
export function passwordProblems(password: string, owner: { readonly login: string; readonly name: string }): readonly string[] {
  const problems: string[] = [];
  const { length } = [...password];
  const lower = password.toLowerCase();
  if (length < MIN_PASSWORD) problems.push(`至少 ${MIN_PASSWORD} 位，现在是 ${length} 位。几个不相干的词连起来就够长，也好记。`);
  if (length > MAX_PASSWORD) problems.push(`最多 ${MAX_PASSWORD} 位。`);
  if (length >= MIN_PASSWORD && new Set(lower).size < MIN_DIFFERENT) problems.push(`来回就那几个字，太好猜：至少用 ${MIN_DIFFERENT} 个不同的字。`);
  if (hasRun(lower)) problems.push("里面有一串挨着的字母、数字或键盘顺序，太好猜：换掉那一段。");
  if (KNOWN.test(password)) problems.push("里面有常见密码用的词，太好猜：换掉那一段。");
  const own = [...owner.login.length > 3 ? [owner.login] : [], ...owner.name.length > 1 ? [owner.name.toLowerCase()] : []];
  if (own.some((part) => lower.includes(part))) problems.push("不能含登录名或姓名。");
  if (/^\d+$/.test(password)) problems.push("不能全是数字，像电话或生日的最先被猜。");
  return problems;
}

function hasRun(text: string): boolean {
  const runs = RUNS.flatMap((run) => [run, [...run].reverse().join("")]);
  for (let i = 0; i + RUN <= text.length; i++) {
    const part = text.slice(i, i + RUN);
    if (runs.some((run) => run.includes(part))) return true;
  }
  return false;
}
