import { t } from '../language/index.js';
import { streamState } from '../live/feed.js';

/** The state of the event stream: whether the page is up to date. */
export function ConnectionState() {
  const how = streamState.value;
  return (
    <span class={`connection ${how}`} role="status" title={t(`connection.${how}`)}>
      <span class="connection-dot" aria-hidden="true" />
      <span class="connection-word">{t(`connection.${how}`)}</span>
    </span>
  );
}
