import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Estate } from './support/estate.js';
import { root } from './support/root.js';
import { fillUpdateDirectory } from './support/update.js';

interface Panel {
  id: number;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource: { uid: string };
  targets: { expr: string; datasource: { uid: string }; refId: string }[];
}
interface Dashboard {
  schemaVersion: number;
  templating: { list: { name: string; definition?: string }[] };
  panels: Panel[];
}

const dashboard = JSON.parse(readFileSync(join(root, 'apps/gateway/grafana/rexflow.json'), 'utf8')) as Dashboard;
const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

let estate: Estate;
/** Labels by the name of each figure that gateway and worker serve. */
const served = new Map<string, Set<string>>();
beforeAll(async () => {
  const port = await freePort();
  estate = await startEstate({ apps: [{}], config: { worker: { metrics_port: port } } });
  fillUpdateDirectory(estate, '2.0.0');
  expect((await estate.rex({ action: 'release', k: 'server' })).at('code')).toBe('0');
  for (const url of [`${estate.url}/metrics`, `http://127.0.0.1:${port}/metrics`]) {
    const text = await (await fetch(url)).text();
    for (const [, name, labels = ''] of text.matchAll(/^([a-z_]+)(?:\{(.*)\})? \S+$/gm)) {
      const known = served.get(name!) ?? new Set(['job', 'instance']);
      for (const [, label] of labels.matchAll(/(\w+)="/g)) known.add(label!);
      served.set(name!, known);
    }
  }
});
afterAll(async () => {
  await estate?.stop();
});

/** Each figure an expression asks for, with the labels it is chosen by. */
function asked(expression: string): { name: string; labels: string[] }[] {
  return [...expression.matchAll(/\b((?:rexflow|process|nodejs)_\w+)\{([^}]*)\}/g)].map(([, name, chosen]) => ({
    name: name!,
    labels: [...chosen!.matchAll(/(\w+)(?:=|!)/g)].map(([, label]) => label!),
  }));
}

test('every figure of the dashboard is served, with the labels it is chosen and summed by', () => {
  expect(expressions.length).toBeGreaterThan(15);
  for (const expression of expressions) {
    const figures = asked(expression);
    expect(figures, expression).not.toEqual([]);
    const [, by = ''] = /\bby \(([^)]*)\)/.exec(expression) ?? [];
    for (const { name, labels } of figures) {
      expect([...served.keys()], expression).toContain(name);
      const used = [...labels, ...by.split(/, ?/).filter((label) => label !== '')];
      expect(
        used.filter((label) => !served.get(name)!.has(label)),
        expression,
      ).toEqual([]);
    }
  }
  for (const { definition } of dashboard.templating.list) {
    const [, name] = /^label_values\((\w+), job\)$/.exec(definition ?? '') ?? [];
    if (definition !== undefined) expect([...served.keys()]).toContain(name);
  }
});

test('it has all figures of the installation that rexflow serves', () => {
  const own = [...served.keys()].filter((name) => name.startsWith('rexflow_') && !/_(bucket|sum|count)$/.test(name));
  expect(own.filter((name) => !expressions.some((expression) => expression.includes(name)))).toEqual([]);
});

test('it is one that Grafana can load: variables are declared, panels have an id each and do not overlap', () => {
  expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(36);
  const names = dashboard.templating.list.map(({ name }) => name);
  for (const [, name] of JSON.stringify(dashboard.panels).matchAll(/\$\{?(\w+)/g)) {
    if (!name!.startsWith('__')) expect(names).toContain(name);
  }
  const { panels } = dashboard;
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { gridPos: a, id } of panels) {
    expect(a.x + a.w).toBeLessThanOrEqual(24);
    for (const { gridPos: b } of panels.filter((other) => other.id > id)) {
      expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
    }
  }
});
