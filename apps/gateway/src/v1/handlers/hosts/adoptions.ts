import { createHash } from 'node:crypto';
import type { AdoptionView } from '#api';
import { CodedError, inEnglish, type Statement, type ToolLayout } from '#contract';
import type { Fleet } from '#fleet';
import { toolName } from '#release';
import { adoptedSettings, type AdoptedSettings } from '../../../adoption/adoptedSettings.js';
import { adoptionNotes } from '../../../adoption/adoptionNotes.js';
import { adoptionProblems } from '../../../adoption/adoptionProblems.js';
import { lookAtLayouts, type AdoptedPlace, type SeenPlace } from '../../../adoption/lookAtLayouts.js';
import type { GatewayDeps } from '../../../state/dependencies.js';
import type { AuthenticatedCallHandler } from '../../call/call.js';
import { changeCatalogue } from '../changeCatalogue.js';

const english = (one: Statement): string => {
  const { message, advice } = inEnglish(one);
  return advice === null ? message : `${message}. ${advice}`;
};

/** The apps that names mean, each with where on its host is looked. Throws APP_ABSENT. */
function placesOf({ apps }: Fleet, names: readonly string[], at: string | undefined): AdoptedPlace[] {
  const meant = names.flatMap((name) => {
    const found = [...apps].filter(([app, { group }]) => app === name || group === name);
    if (found.length === 0) throw new CodedError('APP_ABSENT', { app: name });
    return found;
  });
  return [...new Map(meant)].map(([app, { group, host, settings }]) => ({
    ...{ app, group, host },
    at: (at ?? settings.paths?.program ?? '').replace(/(?<=.)\/+$/, ''),
  }));
}

/** Names all that whoever applies it has seen. */
function planOf(seen: readonly SeenPlace[], lines: AdoptedSettings['groups']): string {
  const parts = seen.map(({ app, host, at, layout }) => {
    const { tool, root, link, live, kept, shared } = layout!;
    return [app, host, at, tool, root, link, live, kept, shared];
  });
  return createHash('sha256')
    .update(JSON.stringify([1, parts, lines]))
    .digest('hex');
}

const layoutsOf = (seen: readonly SeenPlace[]): Map<string, ToolLayout> =>
  new Map(seen.flatMap(({ app, layout }) => (layout ? [[app, layout] as const] : [])));

/** What setting it changes, or what keeps it from being set. */
async function tried(deps: GatewayDeps, edit: Omit<Parameters<typeof changeCatalogue>[1], 'dryRun'>) {
  try {
    const { body } = await changeCatalogue(deps, { ...edit, dryRun: true });
    return { changes: body.changes, problems: [] };
  } catch (thrown) {
    const { code, details } = thrown as CodedError;
    if (!(thrown instanceof CodedError) || code !== 'FLEET_INVALID' || !Array.isArray(details.statements)) throw thrown;
    return { changes: [], problems: details.statements as Statement[] };
  }
}

/** POST /v1/adoptions: what stands on the hosts, and what is to be set. Throws APP_ABSENT, ADOPTION_UNFIT, ADOPTION_CHANGED. */
export const createAdoption: AuthenticatedCallHandler<'createAdoption'> = async ({ body, user, gone }, deps) => {
  const { apps, at, apply } = body;
  const { environment } = deps.config;
  const { fleet } = await deps.fleet.read();
  const seen = await lookAtLayouts(deps, placesOf(fleet, apps, at), { by: user.name, gone });
  const layouts = layoutsOf(seen);
  const adopted = adoptedSettings(fleet, layouts, environment);
  const unfit = adoptionProblems(seen, fleet);
  const plan = unfit.length === 0 ? planOf(seen, adopted.groups) : null;
  const edit = {
    user,
    why: {
      adopted: [...new Set([...layouts.values()].map(({ tool, root }) => `${toolName(tool)} in ${root}`))].join(', '),
    },
    edit: (standing: Fleet): Fleet => {
      const now = adoptedSettings(standing, layouts, environment);
      if (plan !== null && planOf(seen, now.groups) !== plan)
        throw new CodedError('ADOPTION_CHANGED', { plan: plan.slice(0, 12) });
      return now.fleet;
    },
  };
  const { changes, problems: more } = unfit.length === 0 ? await tried(deps, edit) : { changes: [], problems: [] };
  const problems = [...unfit, ...more];
  if (apply !== undefined) {
    if (problems.length > 0)
      throw new CodedError('ADOPTION_UNFIT', { problems: problems.map(english), statements: problems });
    if (apply !== plan) throw new CodedError('ADOPTION_CHANGED', { plan: apply.slice(0, 12) });
    await changeCatalogue(deps, { ...edit, dryRun: false });
  }
  const live = await deps.views.live([...layouts.keys()]);
  const items = seen.map((one): AdoptionView['items'][number] => {
    const { refused, ...place } = one;
    const notes = adoptionNotes(one, live.get(one.app)?.program ?? null);
    const words = refused && english(refused);
    return { ...place, refused: words, statement: refused, notes: notes.map(english), statements: notes };
  });
  const answer: AdoptionView = {
    plan: problems.length === 0 ? plan : null,
    items,
    problems: problems.map(english),
    statements: problems,
    fleet: { version: 1, groups: plan === null ? {} : adopted.groups },
    changes,
    applied: apply !== undefined,
  };
  return { status: 200, body: answer };
};
