import { loadScript, script, type ScriptFile } from '#shell';
import type { App } from '../model/app.js';
import type { StepContext } from '../model/step.js';
import { serviceKinds, type ServiceKind } from '#contract';
import { serviceKindOf, serviceTypes } from '../services/index.js';
import { contextValues } from './values.js';

const library = (name: string): ScriptFile => loadScript(`lib/${name}.sh`, import.meta.url);

/** Stands in front of every script. */
const prelude = library('prelude');

const libraries = {
  hostTools: library('hostTools'),
  holder: library('holder'),
  lock: library('lock'),
  journal: library('journal'),
  processes: library('processes'),
  uptime: library('uptime'),
  application: library('application'),
  currentLink: library('currentLink'),
  switchLink: library('switchLink'),
  wayBack: library('wayBack'),
  startTime: library('startTime'),
  session: library('session'),
  transferProcesses: library('transferProcesses'),
  digests: library('digests'),
  verify: library('verify'),
  compareList: library('compareList'),
  liveDrift: library('liveDrift'),
  finalize: library('finalize'),
  copyCurrent: library('copyCurrent'),
  prune: library('prune'),
  removal: library('removal'),
  putBack: library('putBack'),
  setWatch: library('setWatch'),
  movable: library('movable'),
  adopt: library('adopt'),
  shared: library('shared'),
  logEnds: library('logEnds'),
  logFiles: library('logFiles'),
  hooks: library('hooks'),
  environment: library('environment'),
  environmentBack: library('environmentBack'),
  owner: library('owner'),
  ownTree: library('ownTree'),
  ownerRights: library('ownerRights'),
  relabel: library('relabel'),
  toolLayout: library('toolLayout'),
};

/** The files that services share. */
const ofServices = {
  calls: loadScript('../services/lib/calls.sh', import.meta.url),
  search: loadScript('../services/lib/search.sh', import.meta.url),
};

function serviceFiles(kind: ServiceKind): ScriptFile[] {
  const { script: own } = serviceTypes[kind];
  return [...own.lib.map((name) => ofServices[name as keyof typeof ofServices]), own];
}

/** `service` stands for the functions of the kind of service an application has. */
type LibraryName = keyof typeof libraries | 'service';

type Value = string | number;

interface ScriptParts<Arg extends string> {
  /** Name of a file of steps/. */
  file: string;
  /** The files of lib/ in front of it, as its head names them. */
  lib: readonly LibraryName[];
  /** The values its caller gives. */
  args: readonly Arg[];
}

/** Values that the functions of a service expect for what a script that only looks never does. */
const unusedValues = { state: '', variables: '', environment_file: '', stop_seconds: 0, start_seconds: 0 };

interface Joined {
  body: string;
  names: ReadonlySet<string>;
}

/** The files of a script as one text, and the names of all values that their heads ask for. */
function join({ file, lib, args }: ScriptParts<string>, kind: ServiceKind = 'init'): Joined {
  const own = loadScript(`steps/${file}.sh`, import.meta.url);
  if (own.lib.join(' ') !== lib.join(' ')) throw new TypeError(`steps/${file}.sh names other files of lib/`);
  const files = [prelude, ...lib.flatMap((name) => (name === 'service' ? serviceFiles(kind) : [libraries[name]])), own];
  const names = new Set(files.flatMap((part) => part.args));
  const needless = args.filter((name) => !names.has(name));
  if (needless.length > 0) throw new TypeError(`steps/${file}.sh takes no ${needless.join(', ')}`);
  return { body: files.map(({ body }) => body).join(''), names };
}

/** A script that is given all its values by its caller. */
export function plainScript<const Arg extends string>(parts: ScriptParts<Arg>): (values: Record<Arg, Value>) => string {
  const { body, names } = join(parts);
  if (names.size !== parts.args.length) throw new TypeError(`steps/${parts.file}.sh needs ${[...names].join(', ')}`);
  return (values) => script(body, values);
}

/**
 * A script for the host of an app: the files it uses, and in front the values they expect, from the caller, else from
 * the context. `step` is the name that its marks in the journal of the host carry.
 */
export function hostScript<const Arg extends string>(
  parts: ScriptParts<Arg> & { step?: string },
): (context: StepContext, values: Record<Arg, Value>) => string {
  const { file, step = file } = parts;
  const joined = new Map(serviceKinds.map((kind) => [kind, join(parts, kind)]));
  return (context, values) => {
    const { body, names } = joined.get(serviceKindOf(context.app))!;
    const known: Readonly<Record<string, Value>> = { ...contextValues(context, step), ...values };
    return script(
      body,
      Object.fromEntries(
        [...names].map((name) => {
          const value = known[name];
          if (value === undefined) throw new TypeError(`nobody gives steps/${file}.sh its value ${name}`);
          return [name, value];
        }),
      ),
    );
  };
}

/**
 * A script that does the same for several apps of a host, one after the other: what ends it for one does not end it for the next.
 * Before what is found of an app stands `app=` with its place among them.
 */
export function eachAppScript<const Arg extends string>(
  parts: ScriptParts<Arg>,
): (apps: readonly { app: App; values: Record<Arg, Value> }[]) => string {
  const joined = new Map(serviceKinds.map((kind) => [kind, join(parts, kind)]));
  return (apps) => {
    const kinds = [...new Set(apps.map(({ app }) => serviceKindOf(app)))];
    const functions = kinds.map((kind) => `as_${kind}() {\n${joined.get(kind)!.body}\n}`);
    const assigned: Record<string, Value> = {};
    const calls = apps.map(({ app, values }, index) => {
      const kind = serviceKindOf(app);
      const own: Readonly<Record<string, Value>> = { ...unusedValues, ...serviceTypes[kind].values(app), ...values };
      const names = [...joined.get(kind)!.names].map((name) => {
        if (own[name] === undefined) throw new TypeError(`nobody gives steps/${parts.file}.sh its value ${name}`);
        assigned[`${name}_${index}`] = own[name];
        return `${name}=$${name}_${index}`;
      });
      return `( ${names.join(' ')}\nprintf 'app=%s\\n' ${index}\nas_${kind} )`;
    });
    return script([...functions, ...calls, 'true'].join('\n'), assigned);
  };
}
