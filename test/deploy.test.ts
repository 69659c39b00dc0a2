/** What operators are given fits the program: settings that exist, metrics that exist, a runbook for every alert. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createMetrics, watch } from "../src/http/metrics.ts";
import { SETTINGS } from "../src/http/settings.ts";
import { MemoryStore } from "../src/storage/memory.ts";
import { edition } from "./http/surface.ts";
import { ROOT } from "./support/root.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const settings = new Set(SETTINGS.map((s) => s.name));

const metrics = createMetrics();
watch(metrics, { edition, store: new MemoryStore() }, "0");
const named = new Set((await metrics.registry.getMetricsAsJSON()).map((m) => m.name));
/** A histogram is asked for by its parts. `up` is the scraper's own. */
const isKnown = (name: string): boolean => name === "up" || named.has(name.replace(/_(bucket|count|sum)$/, "")) || named.has(name);
const metricsIn = (expr: string): string[] => [...expr.matchAll(/\b(?:yicitong|process|nodejs)_\w+|\bup\b/g)].map((m) => m[0]);

interface Alert { readonly alert: string; readonly expr: string; readonly annotations: { readonly summary: string; readonly runbook: string } }
const alerts = (parse(read("deploy/prometheus/alerts.yaml")) as { groups: { rules: Alert[] }[] }).groups.flatMap((g) => g.rules);
const panels = (JSON.parse(read("deploy/grafana/yicitong.json")) as { panels: { title: string; targets: { expr: string }[] }[] }).panels;

describe("alerts", () => {
  it.each(alerts.map((a) => [a.alert, a] as const))("%s watches what exists and says what to do", (_, { expr, annotations }) => {
    expect(metricsIn(expr).length).toBeGreaterThan(0);
    for (const name of metricsIn(expr)) expect(isKnown(name), name).toBe(true);
    const [file, anchor] = annotations.runbook.split("#");
    expect(read(file!)).toContain(`\n### ${anchor}\n`);
  });
});

describe("the dashboard", () => {
  it.each(panels.map((p) => [p.title, p.targets] as const))("%s shows what exists", (_, targets) => {
    for (const { expr } of targets) for (const name of metricsIn(expr)) expect(isKnown(name), name).toBe(true);
  });
});

describe("compose, systemd and the image", () => {
  const compose = parse(read("deploy/compose.yaml"), { merge: true }) as { services: Record<string, { environment?: Record<string, string>; volumes?: string[] }> };

  it("set only settings that exist", () => {
    for (const node of ["node1", "node2", "node3"]) for (const name of Object.keys(compose.services[node]!.environment!)) expect(settings.has(name), name).toBe(true);
    const units = ["yicitong.service", "yicitong-backup.service"].map((name) => read(`deploy/${name}`)).join("\n");
    for (const [, line] of units.matchAll(/^Environment=(.*)$/gm)) {
      for (const pair of line!.split(" ")) expect(["NODE_ENV", ...settings]).toContain(pair.split("=")[0]);
    }
  });

  it("every node of the compose file is behind nginx, and the files it mounts exist", () => {
    for (const node of Object.keys(compose.services).filter((name) => name.startsWith("node"))) expect(read("deploy/nginx.conf")).toContain(`server ${node}:3000`);
    expect(existsSync(join(ROOT, "deploy/nginx.conf"))).toBe(true);
  });

  it("nginx keeps what is for operators inside and holds no stream back", () => {
    const nginx = read("deploy/nginx.conf");
    expect(nginx).toMatch(/\(metrics\|healthz\|readyz\)\$ \{ return 404; \}/);
    expect(nginx).toMatch(/stream\$ \{\s+proxy_buffering off;/);
  });
});
