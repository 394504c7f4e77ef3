import { writeFileSync } from 'node:fs';
import type { App } from '../model/app.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { type ServiceHost, testServiceType } from './testing/battery.js';

const { host } = hostsOfEachTest();

/** The application of a host with an init script that does `lines` before its own. */
function withInit({ app, root }: ServiceHost, lines: string): App {
  const init = `${root}/other-init`;
  writeFileSync(init, `#!/bin/sh\n${lines}\nexec ${app.init} "$1"\n`, { mode: 0o755 });
  return { ...app, init };
}

testServiceType('init', {
  host,
  interrupted: (made, operation, at) =>
    withInit(
      made,
      `[ "$1" != ${operation} ] || [ -e ${at} ] || { ${made.app.init} "$1"; echo >${at}; read -r never <>${made.root}/never; }`,
    ),
  unfit: ({ app, root }) => ({ ...app, init: `${root}/absent` }),
  hanging: (made) => withInit(made, `[ "$1" != stop ] || read -r never <>${made.root}/never`),
});
