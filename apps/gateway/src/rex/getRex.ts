import { actions, controls } from '#rex';
import type { AuthenticatedHandler } from '../state/endpoint.js';

/** GET /rex: the actions with their parameters, in the shape of the original's task list. */
export const getRex: AuthenticatedHandler = () => {
  const described = actions.map(({ name, summary, parameters, required, example }) => [
    name,
    { summary, required, example, parameters: Object.fromEntries(Object.entries(parameters).map(describe)) },
  ]);
  const body = {
    chdir: process.cwd(),
    cmd: 'rexflow actions',
    code: 0,
    data: {
      envs: [],
      groups: {},
      tasks: actions.map(({ name }) => name),
      actions: Object.fromEntries(described),
      controls,
    },
    msg: '执行完成',
    ret: 0,
    stderr: '',
    stdout: '',
    take: 0,
  };
  return Promise.resolve({ status: 200, body });
};

function describe([name, parameter]: [string, (typeof actions)[number]['parameters'][string]]): [string, object] {
  const { description, maxLength, enum: values, default: preset } = parameter;
  return [name, { description, maxLength, values, default: preset }];
}
