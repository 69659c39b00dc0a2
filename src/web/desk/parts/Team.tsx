import { useEffect, useState } from "preact/hooks";
import { spokenWait, useDesk, useNow } from "../context.ts";
import type { Team } from "../types.ts";
import { readTeam } from "../requests.ts";
import { Bars } from "./Bars.tsx";
import { Overlay } from "./Overlay.tsx";

const PRESENCES = { online: "在线", busy: "忙碌", away: "离开" } as const;
const KINDS = { service: "事项", fact: "情形", paper: "材料", question: "下一句", answer: "答复", heard: "听到的" } as const;
const REFRESH = 5_000;

/** For supervisors: who is there, who has what, how it goes. */
export function TeamView() {
  const desk = useDesk();
  const [team, setTeam] = useState<Team | null>(null);
  const now = useNow();
  useEffect(() => {
    const load = (): void => void readTeam(desk).then((t) => { if (t) setTeam(t); });
    load();
    const timer = setInterval(load, REFRESH);
    return () => clearInterval(timer);
  }, []);
  if (!team) return <Overlay title="班组和统计" wide><p>正在取……</p></Overlay>;
  return (
    <Overlay title="班组和统计" wide>
      <h3>坐席</h3>
      {team.agents.length === 0 ? <p class="hint">今天还没有坐席上线。</p> : (
        <table><thead><tr><th scope="col">姓名</th><th scope="col">状态</th><th scope="col">手里</th></tr></thead>
          <tbody>{team.agents.map((a) => <tr key={a.agent}><th scope="row">{a.name}</th><td>{a.isThere ? `${PRESENCES[a.presence]}，${spokenWait(now - a.since)}` : "页面没开着"}</td><td>{a.has} 个</td></tr>)}</tbody></table>
      )}
      <h3>正在接待</h3>
      {team.taken.length === 0 && <p class="hint">现在没有。</p>}
      <ul class="found">{team.taken.map((e) => (
        <li key={e.conversation}><span><b>{e.agentName}</b><span class="dim">{e.summary}（{spokenWait(now - e.since)}）</span></span>
          <button type="button" onClick={() => void desk.open(e.conversation)}>旁边看</button></li>
      ))}</ul>
      <h3>近 30 天：每次办理用时（中位数，分钟）</h3>
      <Bars bars={team.days.filter((d) => d.took !== null).map((d) => ({ label: d.day.slice(5), value: Math.round((d.took ?? 0) / 6) / 10, note: `${d.handled} 次` }))} empty="还没有办完的。" />
      <h3>近 30 天：助手的建议用上多少</h3>
      <p class="dim">用上是原样用或改了再用；说“不对”“不是这个”是没用上。不到 10 次的不算比例。</p>
      <Bars unit="%" bars={team.suggestions.filter((s) => s.used !== null).map((s) => ({ label: KINDS[s.kind], value: Math.round((s.used ?? 0) * 100), note: `原样 ${s.accepted}，改过 ${s.edited}，没用 ${s.rejected}` }))} empty="次数还不够。" />
    </Overlay>
  );
}
