import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { browserOrReason, openBrowser, openPage } from '../../support/browser.js';
import { startEstate, type Estate } from '../../support/estate.js';
import { callerOf } from '../../support/rexflow.js';
import { figureOf, type Figure } from '../figure.js';
import type { Part } from './part.js';

const hosts = 500;
const groups = 100;
const appsOfGroup = 50;

/** A fleet of 5,000 apps on 500 hosts, as somebody writes it who has that many: with ranges. */
const fleet = (note: string) => ({
  version: 1,
  environment: 'prod',
  hosts: { 'host-[001..250]': { address: '10.1.0.[1..250]' }, 'host-[251..500]': { address: '10.1.1.[1..250]' } },
  groups: Object.fromEntries(
    Array.from({ length: groups }, (_, index) => [
      `group-${index}`,
      {
        note,
        paths: { program: '/data/{group}/{app}/html', config: '/data/{group}/{app}/conf' },
        service: { script: '/etc/init.d/{app}', process: '{app}-main' },
        apps: {
          [`app-${index}-[01..${appsOfGroup}]`]: {
            host: `host-[${String(((index * appsOfGroup) % hosts) + 1).padStart(3, '0')}..${String(((index * appsOfGroup) % hosts) + appsOfGroup).padStart(3, '0')}]`,
          },
        },
      },
    ]),
  ),
});

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

/** A call of /v1 that has to be answered well. */
async function answered(estate: Estate, path: string): Promise<void> {
  const { status } = await estate.call(path, { headers: { authorization: `Bearer ${estate.token}` } });
  if (status !== 200) throw new Error(`${path}: ${status}`);
}

/**
 * What somebody who opens the console sees, in a browser that has nothing of it yet: when anything is painted, and when the groups or apps
 * are there. Milliseconds from the call of the page.
 */
async function paints(estate: Estate, rounds: number, found: (figure: Figure) => void): Promise<void> {
  const path = await browserOrReason();
  if (path === null) return;
  const browser = await openBrowser(path);
  try {
    for (const [name, place, shown] of [
      ['home', '/', 'group-0'],
      ['group', '/#/groups/group-0', 'app-0-01'],
    ] as const) {
      const [first, whole]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        const { page } = await openPage(browser, estate.url);
        await page.addInitScript(`sessionStorage.setItem('rexflow.token', ${JSON.stringify(estate.token)})`);
        const begun = performance.now();
        await page.goto(`${estate.url}${place}`);
        await page.getByRole('link', { name: shown, exact: true }).first().waitFor();
        whole.push(performance.now() - begun);
        first.push(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        await page.context().close();
      }
      found(figureOf(`fleet.console-${name}.first-paint`, 'ms', first));
      found(figureOf(`fleet.console-${name}.whole`, 'ms', whole));
    }
  } finally {
    await browser.close();
  }
}

/** The command line, the lists and the console of a fleet of 5,000 apps on 500 hosts; nothing else does this, so there is no baseline. */
export const measureFleet: Part = async ({ quick }, found) => {
  const estate = await startEstate({ apps: [{}] });
  try {
    const caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
    const file = join(caller.home, 'fleet.yml');
    const run = async (...args: string[]): Promise<void> => {
      const { status, stderr } = await caller.call(...args, '-f', file);
      if (status !== 0) throw new Error(stderr.slice(0, 1000));
    };
    writeFileSync(file, stringify(fleet('first')));
    found(figureOf('fleet.apply-first', 's', [await seconds(() => run('apply'))]));
    const took = { validate: [] as number[], same: [] as number[], dry: [] as number[], apply: [] as number[] };
    for (let round = 0; round < (quick ? 2 : 5); round++) {
      took.validate.push(await seconds(() => run('validate')));
      took.same.push(await seconds(() => run('apply', '--dry-run')));
      writeFileSync(file, stringify(fleet(`round ${round}`)));
      took.dry.push(await seconds(() => run('apply', '--dry-run')));
      took.apply.push(await seconds(() => run('apply')));
    }
    found(figureOf('fleet.validate', 's', took.validate));
    found(figureOf('fleet.dry-run-nothing', 's', took.same));
    found(figureOf('fleet.dry-run-all', 's', took.dry));
    found(figureOf('fleet.apply-all', 's', took.apply));
    for (const path of ['/v1/apps', '/v1/groups', '/v1/hosts', '/v1/problems', '/v1/fleet']) {
      const times: number[] = [];
      for (let round = 0; round < (quick ? 3 : 9); round++)
        times.push((await seconds(() => answered(estate, path))) * 1000);
      found(figureOf(`fleet.list${path.replaceAll('/', '-').replace('-v1', '')}`, 'ms', times));
    }
    await paints(estate, quick ? 2 : 5, found);
  } finally {
    await estate.stop();
  }
};
