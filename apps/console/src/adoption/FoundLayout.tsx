import type { AdoptionView } from '#api';
import type { LayoutTool } from '#contract/lists';
import { nameList } from '../language/nameList.js';
import { wholeWords } from '../language/statedWords.js';
import { Warnings } from '../parts/Warnings.js';
import { State } from '../states/State.js';
import { say } from './say.js';

const names: Readonly<Record<LayoutTool, string>> = {
  capistrano: 'Capistrano',
  deployer: 'Deployer',
  ansistrano: 'Ansistrano',
  spug: 'Spug',
};

/** Names listed of one kind: a host may have any number of them. */
const most = 20;

/** What was found on the host of one app: the layout, what of it stays as it is, and what one should know before the first release. */
export function FoundLayout({ item }: { item: AdoptionView['items'][number] }) {
  const { app, host, layout, refused, statement, notes, statements } = item;
  if (layout === null) {
    const { message, lang } = wholeWords({ message: refused ?? '', statement: statement ?? undefined });
    return (
      <section>
        <p>
          <State of="failing" form="mark" /> <strong>{app}</strong> <span class="muted mono">{host}</span>{' '}
          <span lang={lang}>{message}</span>
        </p>
      </section>
    );
  }
  const { tool, link, live, releases, count, kept, shared, seen, leftovers } = layout;
  const facts: [string, string][] = [
    [say('seen'), nameList(seen, most)],
    [say('live'), live],
    [say('releases', { n: count }), releases],
    ...(kept === null || shared.length === 0
      ? []
      : [[say('kept', { kept }), nameList(shared, most)] satisfies [string, string]]),
    ...(leftovers.length === 0 ? [] : [[say('leftovers'), nameList(leftovers, most)] satisfies [string, string]]),
  ];
  return (
    <section>
      <p>
        <State of="healthy" form="mark" /> <strong>{app}</strong> <span class="muted mono">{host}</span>{' '}
        {say('is', { tool: names[tool] })} <code>{link}</code>
      </p>
      <ul>
        {facts.map(([what, value]) => (
          <li key={what}>
            {what} <code>{value}</code>
          </li>
        ))}
      </ul>
      <Warnings texts={notes} statements={statements} />
    </section>
  );
}
