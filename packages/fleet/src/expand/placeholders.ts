import { nearestName, statement, type Statement } from '#contract';
import { Misfit } from '../model/problem.js';
import type { AppSettings, GroupSettings } from '../settings/settings.js';

/** What may stand in braces, and those of it that only a later version knows. */
export const placeholderNames = ['app', 'host', 'group', 'port', 'environment'] as const;
const laterPlaceholders = ['version', 'commit', 'release', 'shared'];

export type PlaceholderValues = Readonly<Partial<Record<(typeof placeholderNames)[number], string>>>;

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
function fill(text: string, values: PlaceholderValues): string {
  return text.replaceAll(braces, (whole, name: string | undefined) => {
    if (name === undefined) return whole[0]!;
    const value = values[name as keyof PlaceholderValues];
    if (value !== undefined) return value;
    if ((placeholderNames as readonly string[]).includes(name))
      throw new Misfit(statement('brace.noValue', { brace: whole }));
    if (laterPlaceholders.includes(name)) throw new Misfit(statement('brace.later', { brace: whole }));
    const near = nearestName(name, placeholderNames);
    throw new Misfit(
      near === null
        ? statement('brace.unknown', { brace: whole, braces: placeholderNames.map((one) => `{${one}}`) })
        : statement('brace.near', { brace: whole, near: `{${near}}` }),
    );
  });
}

/** The settings of one app with all placeholders filled in; what could not be filled is reported and stays. */
export function fillPlaceholders(
  settings: AppSettings,
  values: PlaceholderValues,
  report: (path: readonly string[], problem: Statement) => void,
): AppSettings {
  return changeTexts(settings, (text, path) => {
    try {
      return fill(text, values);
    } catch (thrown) {
      if (!(thrown instanceof Misfit)) throw thrown;
      report(path, thrown.problem);
      return text;
    }
  });
}

/** Settings as they are, written so that nothing in them is a placeholder. */
export const escapeBraces = <S extends GroupSettings>(settings: S): S =>
  changeTexts(settings, (text) => text.replaceAll('{', '{{').replaceAll('}', '}}'));
