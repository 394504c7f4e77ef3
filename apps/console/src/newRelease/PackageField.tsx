import { useEffect, useRef, useState } from 'preact/hooks';
import { formatBytes } from '#api/client';
import { call, uploadFile } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';

/** A package: one that was uploaded before, or one from this machine. */
export function PackageField({
  chosen,
  wrong,
  choose,
}: {
  chosen: string;
  wrong: boolean;
  choose: (id: string) => void;
}) {
  const known = useLoad(() => call('listBundles', { query: { kind: 'package', limit: 50 } }), []);
  const [share, setShare] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const sending = useRef<AbortController | null>(null);
  useEffect(() => () => sending.current?.abort(), []);
  const send = async (file: File): Promise<void> => {
    sending.current = new AbortController();
    setTrouble(null);
    setShare(0);
    try {
      const made = await uploadFile(file, setShare, sending.current.signal);
      known.again();
      choose(made.id);
    } catch (thrown) {
      setTrouble(asRefused(thrown));
    }
    setShare(null);
  };
  return (
    <div class="package">
      <label>
        {t('package.choose')}
        <select
          name="bundle"
          value={chosen}
          aria-invalid={wrong}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{known.value?.items.length === 0 ? t('package.none') : t('package.pick')}</option>
          {known.value?.items.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name ?? one.id.slice(0, 12)} · {formatBytes(one.bytes)}
            </option>
          ))}
        </select>
      </label>
      <label class="file">
        {t('package.upload')}
        <input
          type="file"
          disabled={share !== null}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void send(file);
          }}
        />
      </label>
      {share !== null && <progress value={share} aria-label={t('package.sending')} />}
      {(trouble ?? known.trouble) && <CallError trouble={(trouble ?? known.trouble)!} />}
    </div>
  );
}
