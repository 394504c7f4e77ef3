import { statement, type Statement } from '#contract';
import type { AppSettings } from '../settings/settings.js';

type Report = (path: readonly string[], problem: Statement) => void;

/** A `.rexflow`, the place of an app in it, or a path below that. */
const ownPlace = /\/\.rexflow(\/[^/]+)?(\/(live|pairs|sealed|outcomes|carriers|gone)(\/.*)?)?$/;

const plainPath = (path: string): string =>
  `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;

/** Reports what an app lacks, or what of it does not go together, once all its settings are known. */
export function checkApp({ paths, service, health }: AppSettings, report: Report): void {
  const { program, config, layout } = paths ?? {};
  const missing = (path: readonly string[], what: Statement): void => report(path, statement('app.missing', { what }));
  if (!program) missing(['paths', 'program'], statement('app.program'));
  if (!config) missing(['paths', 'config'], statement('app.config'));
  if (!service?.script) missing(['service', 'script'], statement('app.script'));
  if (!service?.process) missing(['service', 'process'], statement('app.process'));
  for (const [key, path] of Object.entries({ program, config })) {
    if (path && ownPlace.test(plainPath(path))) report(['paths', key], statement('app.ownPlace'));
  }
  if (program && config) checkLayout(plainPath(program), plainPath(config), layout ?? 'separate', report);
  (health ?? []).forEach(({ url, expect }, index) => {
    if (!/^https?:\/\/[^\s/]/.test(url)) report(['health', String(index), 'url'], statement('app.urlScheme'));
    if (expect?.body !== undefined && !isExpression(expect.body))
      report(['health', String(index), 'expect', 'body'], statement('app.noExpression'));
  });
}

function checkLayout(program: string, config: string, layout: string, report: Report): void {
  if (layout === 'nested' && !config.startsWith(`${program}/`))
    report(['paths', 'config'], statement('app.notNested', { program }));
  if (layout === 'separate' && config === program) report(['paths', 'config'], statement('app.sameAsProgram'));
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
