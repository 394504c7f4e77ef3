import { useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { LeftDialog } from './LeftDialog.js';
import type { LeftWork } from './leftWork.js';

/** Opens what an app has left on a host, to be seen and taken away. */
export function LeftButton({ left, done }: { left: LeftWork; done: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="small" onClick={() => setOpen(true)}>
        {t('left.open')}
      </button>
      {open && (
        <LeftDialog
          left={left}
          close={() => setOpen(false)}
          done={() => {
            setOpen(false);
            done();
          }}
        />
      )}
    </>
  );
}
