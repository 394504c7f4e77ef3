import { findAction } from '../actions/registry.js';

/** What becomes of an action: it does the same, the same more safely, it is refused for good, or it is not there yet. */
export type ActionFate = 'same' | 'safer' | 'refused' | 'not yet';

interface Row {
  /** What becomes of it where it is there, or is meant to be; what is refused never is. */
  fate: Exclude<ActionFate, 'not yet'>;
  /** One line: what differs, or why it is refused. */
  says: string;
  /** The capability it comes with. */
  comesWith?: string;
}

const same = (says: string, comesWith?: string): Row => ({ fate: 'same', says, ...(comesWith && { comesWith }) });
const safer = (says: string, comesWith?: string): Row => ({ fate: 'safer', says, ...(comesWith && { comesWith }) });
const refused = (says: string): Row => ({ fate: 'refused', says });

const gray = 'gray release';
const balancers = 'load balancers';
const logs = 'logs';
const batch = 'batch commands';
const polling = 'random polling';

const rows = {
  release: safer('nothing is switched before every host holds the bytes; a host that fails leaves none of them mixed'),
  deploy: safer('each node gets back the weight it had, and none is left drained', gray),
  rollback: safer('goes back from the live release and does not toggle; the target is seen on the host first'),
  check: same('apps that do not exist are refused by name instead of dropped'),
  checkurl: same('over the health checks of the group, with a time limit', 'URL check'),
  getLog: safer('the file stays below the directory of logs that the catalogue names', logs),
  grepLog: safer('the pattern is one argument of a program, never a part of a command', logs),
  lookLog: safer('lists what lies below the directory of logs that the catalogue names', logs),
  queryk: same('asked of whatever balancer the group names', balancers),
  service: safer('stops by the init script first, signals exactly its processes, and asks the health URL'),
  run: safer('each host with its exit status and stderr; bounded in time and output'),
  download: safer('paths on the gateway stay below configured directories; errors of a transfer are told', batch),
  upload: safer('paths on the gateway stay below configured directories; nothing is deleted beside it', batch),
  updatek: safer('the balancer is asked whether the weight took, and never loses its last healthy node', balancers),
  list: same('groups, apps and their count'),
  clean: same('answers that there is nothing to clean', polling),
  json: same('the results of a request with random=', polling),
  'Common:Use:getJson': same('the results of a request with random=', polling),
  'Enter:deploy:main': safer('one batch by hand; its answer is printed, too', gray),
  'Enter:route:download': safer('from and to places of their own; what fails is in the answer'),
  'Enter:route:rollback': same('rollback under its inner name, with an answer', 'inner names of actions'),
  'Enter:route:service': same('service under its inner name, with an answer', 'inner names of actions'),
  'Enter:route:downloadCombile': safer(
    'the package is bounded, checked against its sum and never leaves its directory',
  ),
  'Deploy:Core:syncpro': same('k=all works, too'),
  'Deploy:Core:diff': safer('compares with what runs, also for senv and single files'),
  'Deploy:Configure:config': same('with a time limit, and without the secrets of the worker'),
  'Deploy:Configure:sync': safer('into a directory of its own, with a way back; frees what it locked', 'config push'),
  'Deploy:Db:initdb': safer('frees what is stale only, and with force=1 everything; a crash needs it no more'),
  'Common:Use:run': safer('as run, on hosts by H, g or G', batch),
  'Common:Use:download': safer('as download, on hosts by H, g or G', batch),
  'Common:Use:upload': safer('as upload, on hosts by H, g or G', batch),
  'Common:Use:get': safer('off; of hosts that config.yml names only', batch),
  'Common:Use:post': safer('off; to hosts that config.yml names only', batch),
  'Common:Use:syncFiles': safer('several pairs work; files are compared by SHA-256', batch),
  'Cos:Upload:query': refused('its script is not a part of RexDeployV3: use the client of the object storage'),
  'Cos:Upload:txy': refused('its script is not a part of RexDeployV3: use the client of the object storage'),
  'Predeploy:Judge:accesslog': safer('answers in JSON whether a drained node still gets requests', balancers),
  'User:main:route': safer('off until config.yml switches it on; no password is echoed', 'OS users'),
  'loadService:main:check': same('as checkurl, with an answer', 'URL check'),
  'loadService:main:queryk': same('as queryk, with an answer', balancers),
  'loadService:main:query': same('the members of one balancer', balancers),
  'loadService:main:update': safer('as updatek; w is taken as it is sent', balancers),
  'logCenter:main:getLog': safer('as getLog, by k', logs),
  'logCenter:main:grepLog': safer('as grepLog, by k', logs),
  'logCenter:main:liveLog': safer('ends, and is read as server-sent events', logs),
  'logCenter:main:lookLog': safer('as lookLog, by k', logs),
  'logCenter:main:queryList': same('answers in JSON', logs),
} as const satisfies Record<string, Row>;

/** Every action that RexDeployV3 lets in over HTTP (the `allow` of its fastnotes.json). */
export type AllowListed = keyof typeof rows;
export const allowList = Object.keys(rows) as readonly AllowListed[];

/** One action of RexDeployV3, and what became of it in this version. */
export interface ActionOfOriginal {
  name: AllowListed;
  fate: ActionFate;
  says: string;
  /** The capability that brings it, where it is not there yet. */
  comesWith: string | null;
}

/** What became of each action of RexDeployV3: what this version does not know, and does not refuse for good, is not there yet. */
export const actionsOfOriginal = (): readonly ActionOfOriginal[] =>
  allowList.map((name) => {
    const { fate, says, comesWith }: Row = rows[name];
    const isThere = fate === 'refused' || findAction(name) !== undefined;
    return isThere
      ? { name, fate, says, comesWith: null }
      : { name, fate: 'not yet', says, comesWith: comesWith ?? null };
  });
