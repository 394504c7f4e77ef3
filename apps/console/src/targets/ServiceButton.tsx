import { useState } from 'preact/hooks';
import type { AppView } from '#api';
import { createRequest } from '#api/client';
import type { ServiceOperation } from '#contract';
import { call } from '../api/client.js';
import { t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import { go } from '../navigation/route.js';
import { ConfirmDialog } from '../parts/ConfirmDialog.js';
import { canReload } from './canReload.js';

/** Names that are shown; of more the number says enough. */
const mostNames = 12;

const hasService = ({ service }: Pick<AppView, 'service'>): boolean => service !== 'none';
const canDo = (operation: ServiceOperation): ((app: AppView) => boolean) =>
  operation === 'reload' ? canReload : hasService;

/** Starts, stops, restarts or reloads targets, once somebody has seen which on which hosts: those of `name` that have a service, and can. */
export function ServiceButton({
  operation,
  name,
  targets,
}: {
  operation: ServiceOperation;
  name: string;
  targets: () => Promise<readonly AppView[]>;
}) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const close = (): void => setOpen(false);
  const what = t(`serve.${operation}`);
  const look = async (): Promise<{ apps: AppView[]; k: string }> => {
    const all = await targets();
    const apps = all.filter(canDo(operation));
    return { apps, k: apps.length === all.length ? name : apps.map(({ key }) => key).join(' ') };
  };
  const note = reason.trim();
  const why = note === '' ? '' : ` --reason '${note.replaceAll("'", String.raw`'\''`)}'`;
  return (
    <>
      <button type="button" class="small" onClick={() => setOpen(true)}>
        {`${what}…`}
      </button>
      {open && (
        <ConfirmDialog
          title={`${what} ${name}`}
          look={look}
          about={[name, operation]}
          lead={(busy) => (
            <label>
              {t('serve.why')}
              <input
                value={reason}
                maxLength={200}
                disabled={busy}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </label>
          )}
          command={(found) => `rexflow service ${operation} ${found?.k ?? name}${why}`}
          keep={t('serve.leave')}
          yes={(found) => t('serve.yes', { what, n: found?.apps.length ?? 0 })}
          tone={operation === 'stop' ? 'danger' : 'primary'}
          may={({ apps }) => apps.length > 0}
          act={async ({ k }) => {
            const parameters = { k, a: operation, ...(note && { note }) };
            const made = await createRequest({ call }, 'createAction', { action: 'service', parameters });
            close();
            go(`/releases/${made.id}`);
          }}
          close={close}
        >
          {({ apps }) => {
            const names = apps.map(({ key, host }) => `${key} (${host})`);
            return <p>{t(`serve.what.${operation}`, { n: names.length, names: nameList(names, mostNames) })}</p>;
          }}
        </ConfirmDialog>
      )}
    </>
  );
}

/** The buttons for what can be done to the services of these targets; none where they have no service. */
export function ServiceButtons({
  name,
  shown,
  targets,
}: {
  name: string;
  shown: readonly AppView[];
  targets: () => Promise<readonly AppView[]>;
}) {
  const operations = (['start', 'stop', 'restart', 'reload'] as const).filter((one) => shown.some(canDo(one)));
  if (operations.length === 0) return null;
  return (
    <p class="deeds" role="group" aria-label={t('targets.running')}>
      {operations.map((operation) => (
        <ServiceButton key={operation} operation={operation} name={name} targets={targets} />
      ))}
    </p>
  );
}
