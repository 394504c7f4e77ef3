import { useState } from 'preact/hooks';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';
import { NewHostRow } from './NewHostRow.js';
import { Command } from './Command.js';
import { useNewHosts } from './useNewHosts.js';
import { hostsOf, isReady, unseenHost, type HostsForm, type NewHost } from './wizardRows.js';

const empty: HostsForm = { names: '', addresses: '', user: '', port: '', jump: '', labels: '', note: '' };
const fields = [
  ['names', 'web-[21..24]'],
  ['addresses', '10.0.1.[31..34]'],
  ['user', 'deploy'],
  ['port', '22'],
  ['jump', ''],
  ['labels', 'site=sh rack=a[5..8]'],
  ['note', ''],
] as const satisfies readonly (readonly [keyof HostsForm, string])[];

const quoted = (word: string): string => (/^[\w.:@=-]+$/.test(word) ? word : `'${word}'`);

/** The same for one host in the terminal. */
function commandOf({ name, settings: { address, login } }: NewHost): string {
  const options = Object.entries({ name: name === address ? undefined : name, ...login });
  const given = options.flatMap(([key, value]) => (value === undefined ? [] : [`--${key} ${quoted(String(value))}`]));
  return ['rexflow host add', quoted(address), ...given].join(' ');
}

/** The wizard of one page that adds hosts: how they are reached, their keys, their checks, and which of them are added. */
export function AddHostsPage() {
  const [form, setForm] = useState(empty);
  const [hosts, setHosts] = useState<readonly NewHost[]>([]);
  const described = hostsOf(form);
  const wrong = 'wrong' in described ? described.wrong : null;
  return (
    <>
      <p class="crumb">
        <a href={linkTo('hosts')}>{inLanguage(pageRows.hosts.label)}</a> / {t('addHosts.title')}
      </p>
      <div class="bar">
        <h1>{t('addHosts.title')}</h1>
        {hosts[0] && <Command>{commandOf(hosts[0])}</Command>}
      </div>
      <form
        class="card-box host-card"
        onSubmit={(event) => {
          event.preventDefault();
          if ('hosts' in described) setHosts(described.hosts);
        }}
      >
        <h2>{t('addHosts.who')}</h2>
        <div class="host-fields">
          {fields.map(([field, hint]) => (
            <label key={field}>
              {t(`addHosts.${field}`)}
              <input
                name={field}
                value={form[field]}
                placeholder={hint}
                autocomplete="off"
                spellcheck={false}
                onInput={(event) => setForm({ ...form, [field]: event.currentTarget.value })}
              />
            </label>
          ))}
        </div>
        {wrong !== null && form !== empty && <p class="bad-text">{t(wrong)}</p>}
        <button type="submit" class={hosts.length === 0 ? 'primary' : undefined} disabled={wrong !== null}>
          {'hosts' in described ? t('addHosts.look', { n: described.hosts.length }) : t('addHosts.lookNone')}
        </button>
      </form>
      {hosts.length > 0 && <NewHostList key={JSON.stringify(hosts)} hosts={hosts} />}
    </>
  );
}

/** Hosts that are met, compared, checked and added. */
function NewHostList({ hosts }: { hosts: readonly NewHost[] }) {
  const { states, approve, approvePasted, again, add } = useNewHosts(hosts);
  const [text, setText] = useState('');
  const [pasted, setPasted] = useState<number | null>(null);
  const stateOf = ({ name }: NewHost) => states.get(name) ?? unseenHost;
  const open = hosts.filter((host) => !stateOf(host).added);
  const ready = open.filter((host) => isReady(stateOf(host)));
  const approved = hosts.filter((host) => stateOf(host).keys?.state === 'agrees').length;
  const busy = hosts.some((host) => stateOf(host).busy);
  return (
    <>
      <section class="card-box host-card" aria-labelledby="new-keys">
        <h2 id="new-keys">
          {t('host.keys')} <span class="muted">{t('addHosts.approved', { n: approved, of: hosts.length })}</span>
        </h2>
        <p class="muted">
          {t('hostKey.compare')} <Command>ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub</Command>
        </p>
        <form
          class="paste"
          onSubmit={(event) => {
            event.preventDefault();
            void approvePasted(text).then((count) => {
              setPasted(count);
              if (count > 0) setText('');
            });
          }}
        >
          <label>
            {t('addHosts.paste')}
            <textarea
              rows={3}
              value={text}
              spellcheck={false}
              maxLength={20_000}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
          <button type="submit" disabled={text.trim() === ''}>
            {t('addHosts.compare')}
          </button>
          {pasted !== null && <p role="status">{t('addHosts.equal', { n: pasted })}</p>}
        </form>
      </section>
      <section class="card-box host-card" aria-labelledby="new-checks">
        <div class="bar">
          <h2 id="new-checks">{t('host.checks')}</h2>
          <span class="muted">{t('addHosts.byItself')}</span>
          <button type="button" disabled={busy} onClick={again}>
            {t('host.check')}
          </button>
        </div>
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t('hosts.host')}</th>
              <th scope="col">{t('hostKey.fingerprint')}</th>
              <th scope="col">{t('host.login')}</th>
              <th scope="col">{t('host.next')}</th>
            </tr>
          </thead>
          <tbody>
            {hosts.map((host) => (
              <NewHostRow
                key={host.name}
                host={host}
                state={stateOf(host)}
                approve={(fingerprint) => void approve(host, fingerprint)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <div class="card-box host-card bar add-end">
        <p>{t('addHosts.sum', { n: ready.length, of: open.length })}</p>
        <span class="deeds">
          {open.length > ready.length && (
            <button type="button" disabled={busy} onClick={() => void add(open)}>
              {t('addHosts.addAll', { n: open.length })}
            </button>
          )}
          <button type="button" class="primary" disabled={busy || ready.length === 0} onClick={() => void add(ready)}>
            {t('addHosts.addReady', { n: ready.length })}
          </button>
        </span>
      </div>
    </>
  );
}
