import { nearestName, statement, type Statement } from '#contract';
import { Misfit } from '../model/problem.js';
import type { AppSettings, GroupSettings } from '../settings/settings.js';

/** What may stand in braces wherever placeholders may, and what only a release knows. */
export const placeholderNames = ['app', 'host', 'group', 'port', 'environment', 'shared'] as const;
const releasePlaceholders = ['release', 'version', 'commit'] as const;

type Values<Name extends string> = Readonly<Partial<Record<Name, string>>>;
export type PlaceholderValues = Values<(typeof placeholderNames)[number]>;

/** Takes a text of the settings, with the way to it, and gives the one that stands there afterwards. */
type Change = (text: string, path: readonly string[]) => string;

/** Of a check, the members that may hold placeholders. */
const ofCheck: readonly string[] = ['url', 'address', 'file'];

const changedIn = <T extends object>(check: T, change: (text: string, key: string) => string): T =>
  Object.fromEntries(
    Object.entries(check).map(([key, value]) => [
      key,
      typeof value === 'string' && ofCheck.includes(key) ? change(value, key) : (value as unknown),
    ]),
  ) as T;

/**
 * The settings with each text changed that may hold placeholders: paths, names and addresses. Commands, bodies and expressions
 * have braces of their own.
 */
export function changeTexts<S extends AppSettings>(settings: S, change: Change): S {
  const each = <T extends object>(section: T, path: readonly string[]): T =>
    Object.fromEntries(
      Object.entries(section).map(([key, value]) => [
        key,
        typeof value === 'string' ? change(value, [...path, key]) : (value as unknown),
      ]),
    ) as T;
  const { title, note, paths, logs, service, health, package: rules } = settings;
  return {
    ...settings,
    ...(typeof title === 'string' && { title: change(title, ['title']) }),
    ...(typeof note === 'string' && { note: change(note, ['note']) }),
    ...(paths && { paths: each(paths, ['paths']) }),
    ...(logs && { logs: each(logs, ['logs']) }),
    ...(service && { service: each(service, ['service']) }),
    ...(typeof rules?.into === 'string' && { package: { ...rules, into: change(rules.into, ['package', 'into']) } }),
    ...(health && {
      health: health.map((check, index) =>
        changedIn(check, (text, key) => change(text, ['health', String(index), key])),
      ),
    }),
  };
}

const braces = /\{\{|\}\}|\{([^{}]*)\}/g;

/** A text with its placeholders filled in; `{{` and `}}` are plain braces. Throws Misfit for one that is unknown or has no value. */
function fill(text: string, values: Values<string>): string {
  return text.replaceAll(braces, (whole, name: string | undefined) => {
    if (name === undefined) return whole[0]!;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    if ((placeholderNames as readonly string[]).includes(name))
      throw new Misfit(statement('brace.noValue', { brace: whole }));
    if ((releasePlaceholders as readonly string[]).includes(name))
      throw new Misfit(statement('brace.ofRelease', { brace: whole }));
    const known = [...placeholderNames, ...releasePlaceholders];
    const near = nearestName(name, known);
    throw new Misfit(
      near === null
        ? statement('brace.unknown', { brace: whole, braces: known.map((one) => `{${one}}`) })
        : statement('brace.near', { brace: whole, near: `{${near}}` }),
    );
  });
}

type Report = (path: readonly string[], problem: Statement) => void;

/** A text filled in, or as it is with what keeps it from that. */
function attempt(text: string, values: Values<string>): { text: string; problem: Statement | null } {
  try {
    return { text: fill(text, values), problem: null };
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown;
    return { text, problem: thrown.problem };
  }
}

/** The texts that are filled in at a release only, each with the way to it. */
function* lateTexts({ variables, hooks }: AppSettings): Generator<[text: unknown, path: string[]]> {
  for (const [name, value] of Object.entries(variables ?? {})) yield [value, ['variables', name]];
  for (const [index, { environment, directory }] of (hooks?.commands ?? []).entries()) {
    const at = ['hooks', 'commands', String(index)];
    yield [directory, [...at, 'directory']];
    for (const [name, value] of Object.entries(environment ?? {})) yield [value, [...at, 'environment', name]];
  }
}

/**
 * The settings of one app with all placeholders filled in; what could not be filled is reported and stays. Variables, and what hooks
 * are given, stay as they are written: a release fills them in.
 */
export function fillPlaceholders(settings: AppSettings, values: PlaceholderValues, report: Report): AppSettings {
  const { program } = settings.paths ?? {};
  // What outlives releases lies beside the program, which cannot lie in there.
  const all = typeof program === 'string' ? { ...values, shared: `${attempt(program, values).text}.shared` } : values;
  const filled = (text: string, path: readonly string[], known: Values<string>): string => {
    const found = attempt(text, known);
    if (found.problem !== null) report(path, found.problem);
    return found.text;
  };
  const ofRelease = Object.fromEntries(releasePlaceholders.map((name) => [name, '']));
  for (const [text, path] of lateTexts(settings))
    if (typeof text === 'string') filled(text, path, { ...all, ...ofRelease });
  return changeTexts(settings, (text, path) => filled(text, path, path[0] === 'paths' ? values : all));
}

/** Settings as they are, written so that nothing in them is a placeholder. */
export const escapeBraces = <S extends GroupSettings>(settings: S): S =>
  changeTexts(settings, (text) => text.replaceAll('{', '{{').replaceAll('}', '}}'));
