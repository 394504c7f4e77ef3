import { finding, statement, type Finding } from '#contract';
import type { App } from '../model/app.js';
import type { Facts } from '../model/instruction.js';
import { spellOwner } from '../model/owner.js';

const lacking = {
  user: 'owner.noUser',
  group: 'owner.noGroup',
  layout: 'owner.layout',
  become: 'owner.noBecome',
  right: 'owner.noRight',
  member: 'owner.noMember',
  umask: 'owner.umask',
} as const;

/** Whether the files of an app can belong to whom they are to, and whether that user gets to them; nothing where nobody is named. */
export function ownerFound(facts: Facts, { owner }: Pick<App, 'owner'>): Finding[] {
  if (!owner) return [];
  const { owner_lacks: lacks, owner_rule: rule = '', owner_closed: dir, user: login = '' } = facts;
  const { user, group, umask = '' } = owner;
  const details = { owner: spellOwner(owner), user, group, umask, login, rule };
  const id = lacking[lacks as keyof typeof lacking];
  if (id !== undefined) return [finding('app.owner', 'failed', statement(id, details))];
  if (dir !== undefined) return [finding('app.owner', 'failed', statement('owner.closed', { user, dir }))];
  return [finding('app.owner', 'ok', statement('owner.can', { owner: details.owner }))];
}
