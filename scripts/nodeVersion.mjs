/** The oldest Node this runs on. Written so that very old ones can read it too. */
const OLDEST = [20, 19];

/** What to say when this Node is too old, or null. */
export function nodeProblem(version) {
  const parts = version.split(".").map(Number);
  const [major, minor] = [parts[0] || 0, parts[1] || 0];
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null;
  return "一次通要用 Node " + OLDEST.join(".") + " 或更新的版本，这台机器上是 " + version + "，所以没有启动。"
    + "请到 https://nodejs.org 装一个新的长期支持版，再运行 npm start。";
}
