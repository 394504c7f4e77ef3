import { examineSeclusion } from '#config';
import { statement, type Detail, type Finding, type Seclusion } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, notKnown, warning, well } from './finding.js';

interface Program {
  who: Detail;
  seclusion: Seclusion;
}

/** The findings about files that everybody may read or write; each file once, however many programs have it. */
function files(programs: readonly Program[]): Finding[] {
  const name = 'files.modes';
  const open = programs.flatMap(({ who, seclusion }) => seclusion.exposed.map((file) => ({ who, ...file })));
  const different = [...new Map(open.map((file) => [`${file.to} ${file.path}`, file])).values()];
  const secrets = Math.max(...programs.map(({ seclusion }) => seclusion.secrets));
  if (different.length === 0)
    return [well(name, secrets === 0 ? statement('files.none') : statement('files.closed', { n: secrets }))];
  return different.map(({ who, path, to }) =>
    to === 'written'
      ? failed(name, statement('files.writable', { who, path }))
      : warning(name, statement('files.readable', { who, path })),
  );
}

function rights(programs: readonly Program[]): Finding[] {
  const name = 'process.rights';
  const found = programs.flatMap(({ who, seclusion: { beyond } }) =>
    beyond === null ? [] : [warning(name, statement(`process.${beyond}`, { who }))],
  );
  return found.length > 0 ? found : [well(name, statement('process.least'))];
}

/** Checks that nobody else on their machines can read what gateway and workers know, or change them, and that they are not root. */
export async function examinePrograms({ submitter }: Pick<GatewayDeps, 'submitter'>): Promise<Finding[]> {
  const own: Program = { who: statement('directories.ofGateway'), seclusion: examineSeclusion() };
  try {
    const workers = (await submitter.workers()).flatMap(({ id, seclusion }): Program[] =>
      seclusion === null ? [] : [{ who: id, seclusion }],
    );
    return [...files([own, ...workers]), ...rights([own, ...workers])];
  } catch (thrown) {
    return [...files([own]), ...rights([own]), notKnown('process.workers', thrown, 'unknown.redis')];
  }
}
