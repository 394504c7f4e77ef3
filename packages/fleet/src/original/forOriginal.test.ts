import { expect, test } from 'vitest';
import { inEnglish } from '#contract';
import { readFleet } from '../fleet.fixture.js';
import { forOriginal } from './forOriginal.js';

const file = `
version: 1
hosts:
  web-1: { address: 10.0.0.1 }
  far: { address: far.example, login: { port: 2222, jump: web-1 } }
groups:
  plain:
    paths: { program: "/srv/{app}", config: "/srv/{app}-config" }
    service: { type: init, script: "/etc/init.d/{app}", process: "{app}", restart: never }
    health: [{ type: http, url: "http://127.0.0.1:80/" }]
    hooks: { assemble: { program: make } }
    package: { top: [bin] }
    apps: { plain-1: { host: web-1 }, plain-2: { host: far }, plain-3: { host: web-1, enabled: false } }
  rich:
    paths: { program: "/srv/{app}" }
    shared: [data/]
    owner: { user: app }
    service: { type: systemd, unit: rich.service }
    health: [{ type: tcp, address: "127.0.0.1:80" }]
    rollout: { batch: 1 }
    onDrift: keep
    apps: { rich-1: { host: web-1 } }
  half:
    paths: { program: "/srv/{app}" }
    service: { type: init, script: /etc/init.d/half, process: half }
    variables: { A: b }
    apps: { half-1: { host: web-1 } }
`;

const told = () => {
  const { fleet, problems } = readFleet(file);
  expect(problems).toEqual([]);
  return new Map(
    forOriginal(fleet).map(({ app, lacks, loses }) => [
      app,
      { lacks: lacks.map((one) => inEnglish(one).message), loses: loses.map((one) => inEnglish(one).message) },
    ]),
  );
};

test('an app that columns hold whole is as it was', () => {
  expect(told().get('plain-1')).toEqual({ lacks: [], loses: [] });
});

test('what keeps it from a release is told, each thing by name', () => {
  const apps = told();
  expect(apps.get('plain-2')!.lacks).toEqual([
    'its host far is reached at far.example, RexDeployV3 takes an IPv4 address',
    'its host far is reached through port 2222, RexDeployV3 copies through 22 alone',
    'its host far is reached through web-1, RexDeployV3 knows no jump host',
  ]);
  expect(apps.get('plain-3')!.lacks).toEqual(['auto_deloy is off']);
  expect(apps.get('half-1')!.lacks).toEqual(['RexDeployV3 needs config_dir']);
  expect(apps.get('rich-1')!.lacks).toEqual(['it is started by systemd, RexDeployV3 knows init scripts alone']);
});

test('what would be lost is told by the names of the settings', () => {
  const [shared, settings] = told().get('rich-1')!.loses;
  expect(told().get('half-1')!.loses[0]).toMatch(/: variables\.A$/);
  expect(shared).toMatch(/shared paths \(data\/\)/);
  expect(settings).toBe(
    'settings that RexDeployV3 has no place for: health, onDrift, owner.user, rollout, service.unit',
  );
});
