import type { AppSettings } from '../settings/settings.js';

type Report = (path: readonly string[], message: string) => void;

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
  if (!program) report(['paths', 'program'], 'is missing: the link the application runs from, here or in its group');
  if (!config) report(['paths', 'config'], 'is missing: the link to its configuration, here or in its group');
  if (!service?.script) report(['service', 'script'], 'is missing: the init script, here or in its group');
  if (!service?.process)
    report(['service', 'process'], 'is missing: a word its processes are known by, here or in its group');
  for (const [key, path] of Object.entries({ program, config })) {
    if (path && ownPlace.test(plainPath(path)))
      report(
        ['paths', key],
        'lies where rexflow keeps what it knows of the apps beside it (.rexflow); take another place',
      );
  }
  if (program && config) checkLayout(plainPath(program), plainPath(config), layout ?? 'separate', report);
  (health ?? []).forEach(({ url, expect }, index) => {
    if (!/^https?:\/\/[^\s/]/.test(url))
      report(['health', String(index), 'url'], 'has to begin with http:// or https://');
    if (expect?.body !== undefined && !isExpression(expect.body))
      report(['health', String(index), 'expect', 'body'], 'is no regular expression');
  });
}

function checkLayout(program: string, config: string, layout: string, report: Report): void {
  if (layout === 'nested' && !config.startsWith(`${program}/`))
    report(['paths', 'config'], `has to lie below ${program}, as paths.layout is nested`);
  if (layout === 'separate' && config === program)
    report(['paths', 'config'], 'is the same as paths.program; give it a place of its own');
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
